package io.attune.registry.ledger;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;

import io.attune.kernel.ProjectId;
import io.attune.registry.Ledger.ClosedMonth;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which months are closed, as rows. Every method runs within the caller's transaction. */
@Component
class ClosedMonths {
    private final JdbcClient jdbc;

    ClosedMonths(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean isClosed(ProjectId project, YearMonth month) {
        return jdbc.sql("select count(*) from registry.closed_month where project = ? and month = ?").params(
                project.value(), month.toString()).query(Long.class).single() > 0;
    }

    void insert(ProjectId project, YearMonth month, String actor, Instant now) {
        jdbc.sql("""
                insert into registry.closed_month (project, month, closed_by, closed_at) values (?, ?, ?, ?)
                """).params(project.value(), month.toString(), actor, now.atOffset(ZoneOffset.UTC)).update();
    }

    List<ClosedMonth> list(ProjectId project) {
        return jdbc.sql("select * from registry.closed_month where project = ? order by month desc").param(
                project.value()).query((row, number) -> new ClosedMonth(YearMonth.parse(row.getString("month")),
                        row.getString("closed_by"), row.getTimestamp("closed_at").toInstant())).list();
    }

    /** What runs still hold of a month, in words. */
    List<String> stillHeld(ProjectId project, YearMonth month) {
        return jdbc.sql("""
                select r.run || ' holds ' || trim_scale(r.remaining) || ' ' || r.currency || ' for ' || r.purpose
                from registry.reservation r
                where r.project = ? and r.released_at is null and r.remaining > 0 and r.month <= ?
                order by r.id
                """).params(project.value(), month.toString()).query((row, number) -> row.getString(1)).list();
    }
}

package io.attune.registry.ledger;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.registry.Attribution;
import io.attune.registry.Reservation;
import io.attune.registry.ReservationId;
import io.attune.registry.ReservationRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reservations as rows. Every method runs within the caller's transaction. */
@Component
class ReservationRows {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final RowMapper<Reservation> MAPPER = (row, number) -> map(row);

    private final JdbcClient jdbc;

    ReservationRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes a reservation, unless its run and purpose have one; waits for another transaction that is writing it. */
    boolean insert(ReservationId id, ReservationRequest request, YearMonth month, Instant now) {
        BigDecimal amount = request.amount().amount();
        return jdbc.sql("""
                insert into registry.reservation (id, project, run, purpose, scope, month, currency, amount, remaining,
                    reserved_at, labels, connection, deployment)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as jsonb), ?, ?)
                on conflict (project, run, purpose) do nothing
                """).params(Arrays.<@Nullable Object>asList(id.value(), request.project().value(),
                request.run().value(), request.purpose(), request.scope(), month.toString(),
                request.amount().currency().getCurrencyCode(), amount, amount, now.atOffset(ZoneOffset.UTC),
                JSON.writeValueAsString(request.attribution().labels()), request.attribution().connection(),
                request.attribution().deployment())).update() == 1;
    }

    void delete(ReservationId id) {
        jdbc.sql("delete from registry.reservation where id = ?").param(id.value()).update();
    }

    Reservation get(ProjectId project, RunId run, String purpose) {
        return jdbc.sql("select * from registry.reservation where project = ? and run = ? and purpose = ?").params(
                project.value(), run.value(), purpose).query(MAPPER).single();
    }

    List<Reservation> ofRun(ProjectId project, RunId run) {
        return jdbc.sql("select * from registry.reservation where project = ? and run = ? order by id").params(
                project.value(), run.value()).query(MAPPER).list();
    }

    /** A run's reservations, which nobody else can change until the transaction ends. */
    List<Reservation> lockOfRun(ProjectId project, RunId run) {
        return jdbc.sql(
                "select * from registry.reservation where project = ? and run = ? order by id for update").params(
                        project.value(), run.value()).query(MAPPER).list();
    }

    List<Reservation> open(ProjectId project) {
        return jdbc.sql("""
                select * from registry.reservation
                where project = ? and released_at is null and remaining > 0 order by id
                """).param(project.value()).query(MAPPER).list();
    }

    void draw(ReservationId id, BigDecimal amount) {
        jdbc.sql("update registry.reservation set remaining = remaining - ? where id = ?").params(amount,
                id.value()).update();
    }

    void release(ReservationId id, Instant now) {
        jdbc.sql("update registry.reservation set remaining = 0, released_at = ? where id = ?").params(
                now.atOffset(ZoneOffset.UTC), id.value()).update();
    }

    private static Reservation map(ResultSet row) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        return new Reservation(new ReservationId(row.getString("id")), new RunId(row.getString("run")),
                row.getString("purpose"), row.getString("scope"), YearMonth.parse(row.getString("month")),
                new Money(row.getBigDecimal("amount"), currency), new Money(row.getBigDecimal("remaining"), currency),
                row.getObject("released_at") == null, row.getTimestamp("reserved_at").toInstant(),
                new Attribution(JSON.readValue(row.getString("labels"), ChargeRows.LABELS),
                        row.getString("connection"), row.getString("deployment")));
    }
}

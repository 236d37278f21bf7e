package io.attune.platform.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

import io.attune.kernel.ProjectId;
import io.attune.platform.Watch;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Anchors the head of every project's chain once a day (UTC). Whoever looks first on a day does it; replicas do not disturb each other. */
final class DailyAnchors {
    private final JdbcClient jdbc;
    private final Anchors anchors;
    private final InstantSource clock;
    private final boolean wanted;
    private final Watch watch;
    /** Days that this process saw done. */
    private final Map<ProjectId, LocalDate> done = new HashMap<>();

    /** @param wanted whether this process does such work at all */
    DailyAnchors(JdbcClient jdbc, Anchors anchors, InstantSource clock, Duration pause, boolean wanted) {
        this.jdbc = jdbc;
        this.anchors = anchors;
        this.clock = clock;
        this.wanted = wanted;
        this.watch = new Watch("audit-anchors", pause, this::look);
    }

    void start() {
        if (wanted) {
            watch.start();
        }
    }

    void stop() {
        watch.stop();
    }

    /** Anchors what was not anchored today. */
    synchronized void look() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        jdbc.sql("select project, sequence, hash from platform.audit_head where sequence > 0 order by project").query((
                row, number) -> new Row(new ProjectId(row.getString(1)), new ChainCheck.Head(row.getLong(2),
                        row.getString(3)))).list().forEach(row -> anchor(row, today, now));
    }

    private void anchor(Row row, LocalDate today, Instant now) {
        if (!today.equals(done.get(row.project()))) {
            anchors.anchor(row.project(), today, row.head(), now);
            done.put(row.project(), today);
        }
    }

    private record Row(ProjectId project, ChainCheck.Head head) {}
}

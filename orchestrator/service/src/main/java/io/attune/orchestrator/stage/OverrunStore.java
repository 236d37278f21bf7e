package io.attune.orchestrator.stage;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;

import io.attune.kernel.RunId;
import io.attune.orchestrator.run.Run;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The overruns of runs and what people said to them. */
@Repository
class OverrunStore {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    OverrunStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Notes an overrun; the same number again does nothing. */
    void notice(Run run, int number) {
        jdbc.sql("insert into orchestrator.overrun (run, number, project, noticed_at) values (?, ?, ?, ?)"
                + " on conflict do nothing").params(run.id().value(), number, run.project().value(),
                        clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    /** Who let the run go on, or empty while nobody did. */
    Optional<String> letBy(RunId run, int number) {
        return jdbc.sql("select decided_by from orchestrator.overrun where run = ? and number = ?"
                + " and decided_by is not null").params(run.value(), number).query(String.class).optional();
    }

    /** Keeps a person's word and has the run looked at; false when somebody had decided before. */
    boolean decide(Run run, int number, String by) {
        boolean decided = jdbc.sql("update orchestrator.overrun set decided_by = ?, decided_at = ? where run = ?"
                + " and number = ? and decided_by is null").params(by, clock.instant().atOffset(ZoneOffset.UTC),
                        run.id().value(), number).update() == 1;
        jdbc.sql("update orchestrator.run set due_at = least(due_at, ?) where id = ?").params(
                clock.instant().atOffset(ZoneOffset.UTC), run.id().value()).update();
        return decided;
    }
}

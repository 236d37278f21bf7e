package io.attune.registry.ledger;

import io.attune.kernel.ProjectId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The first lock of every transaction on a project's ledger, held until it ends. Movements of money share it; what they
 * all must have seen (a new budget, a freeze, a closed month, a rate) takes it alone.
 */
@Component
class LedgerLock {
    private final JdbcClient jdbc;

    LedgerLock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void shared(ProjectId project) {
        take("pg_advisory_xact_lock_shared", project);
    }

    void alone(ProjectId project) {
        take("pg_advisory_xact_lock", project);
    }

    private void take(String function, ProjectId project) {
        jdbc.sql("select " + function + "(hashtextextended(?, 0))").param("ledger/" + project).query(
                (row, number) -> true).single();
    }
}

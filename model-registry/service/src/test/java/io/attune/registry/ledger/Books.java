package io.attune.registry.ledger;

import java.util.List;

import io.attune.kernel.ProjectId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Audits the ledger's tables from outside. */
final class Books {
    private final JdbcClient jdbc;

    Books(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Every budget row whose balances are not the sums of reservations, draws and charges. */
    List<String> imbalances(ProjectId project) {
        return jdbc.sql(
                """
                        with lines as (
                            select scope, month as period, currency, 0 as spent, remaining as reserved, 0 as unreserved
                            from registry.reservation where project = :project
                            union all select scope, run, currency, 0, remaining, 0
                            from registry.reservation where project = :project
                            union all select r.scope, r.month, r.currency, d.amount, 0, 0
                            from registry.draw d join registry.reservation r on r.id = d.reservation where r.project = :project
                            union all select r.scope, r.run, r.currency, d.amount, 0, 0
                            from registry.draw d join registry.reservation r on r.id = d.reservation where r.project = :project
                            union all select scope, unreserved_month, currency, unreserved, 0, unreserved
                            from registry.charge where project = :project
                            union all select scope, run, currency, unreserved, 0, unreserved
                            from registry.charge where project = :project and run is not null),
                        sums as (
                            select scope, period, currency, sum(spent) as spent, sum(reserved) as reserved,
                                sum(unreserved) as unreserved
                            from lines group by 1, 2, 3)
                        select coalesce(b.period, s.period) || ': ' || coalesce(b.spent, 0) || '/' || coalesce(s.spent, 0)
                            || ' spent, ' || coalesce(b.reserved, 0) || '/' || coalesce(s.reserved, 0) || ' reserved'
                        from (select * from registry.budget where project = :project) b
                        full join sums s on s.scope = b.scope and s.period = b.period and s.currency = b.currency
                        where coalesce(b.spent, 0) <> coalesce(s.spent, 0)
                            or coalesce(b.reserved, 0) <> coalesce(s.reserved, 0)
                            or coalesce(b.unreserved, 0) <> coalesce(s.unreserved, 0)
                        """).param("project", project.value()).query(String.class).list();
    }

    /** Every charge whose draws and unreserved part do not make its amount, and reservation drawn beyond its amount. */
    List<String> brokenRows(ProjectId project) {
        return jdbc.sql("""
                select c.key from registry.charge c
                where project = :project
                    and amount <> unreserved + (select coalesce(sum(amount), 0) from registry.draw where charge = c.id)
                union all
                select r.id from registry.reservation r
                where project = :project and released_at is null
                    and amount <> remaining + (select coalesce(sum(amount), 0) from registry.draw where reservation = r.id)
                """).param("project", project.value()).query(String.class).list();
    }

    /** Every budget above its limit by more than was billed without having been held. */
    List<String> exceeded(ProjectId project) {
        return jdbc.sql("""
                select scope || ' ' || period from registry.budget
                where project = ? and spent + reserved > limit_amount + unreserved
                """).param(project.value()).query(String.class).list();
    }
}

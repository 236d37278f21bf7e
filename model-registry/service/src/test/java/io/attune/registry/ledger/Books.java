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

    /** Every balance that is not the sum of what is held and of what was posted. */
    List<String> imbalances(ProjectId project) {
        return jdbc.sql("""
                with lines as (
                    select h.level, h.name, h.period, h.currency, 0 as spent, h.remaining as reserved, 0 as unreserved
                    from registry.hold h join registry.reservation r on r.id = h.reservation
                    where r.project = :project
                    union all select p.level, p.name, p.period, p.currency, p.amount, 0, p.unreserved
                    from registry.posting p join registry.charge c on c.id = p.charge where c.project = :project),
                sums as (
                    select level, name, period, currency, sum(spent) as spent, sum(reserved) as reserved,
                        sum(unreserved) as unreserved
                    from lines group by 1, 2, 3, 4)
                select coalesce(b.level, s.level) || ' ' || coalesce(b.name, s.name) || ' '
                    || coalesce(b.period, s.period) || ': ' || coalesce(b.spent, 0) || '/' || coalesce(s.spent, 0)
                    || ' spent, ' || coalesce(b.reserved, 0) || '/' || coalesce(s.reserved, 0) || ' reserved'
                from (select * from registry.balance where project = :project) b
                full join sums s on s.level = b.level and s.name = b.name and s.period = b.period
                    and s.currency = b.currency
                where coalesce(b.spent, 0) <> coalesce(s.spent, 0)
                    or coalesce(b.reserved, 0) <> coalesce(s.reserved, 0)
                    or coalesce(b.unreserved, 0) <> coalesce(s.unreserved, 0)
                """).param("project", project.value()).query(String.class).list();
    }

    /**
     * Every row of a charge whose draws and unreserved part do not make what it adds, or whose rows do not make its
     * amount, or that a line counts with another amount; and every reservation drawn beyond its amount.
     */
    List<String> brokenRows(ProjectId project) {
        return jdbc.sql("""
                select c.key from registry.charge c
                where project = :project and greatest(budget_delta, 0)
                    <> unreserved + (select coalesce(sum(amount), 0) from registry.draw where charge = c.id)
                union all
                select c.key from registry.charge c where project = :project
                    and amount <> (select sum(delta) from registry.charge o
                        where o.project = c.project and o.key = c.key and o.sequence <= c.sequence)
                union all
                select c.key || ' in ' || level from registry.charge c join registry.posting p on p.charge = c.id
                where project = :project and p.currency = c.budget_currency group by c.id, c.key, c.budget_delta, p.level,
                    p.name, length(p.period)
                having sum(p.amount) <> c.budget_delta
                union all
                select r.id from registry.reservation r
                where project = :project and released_at is null
                    and amount <> remaining + (select coalesce(sum(amount), 0) from registry.draw where reservation = r.id)
                """).param("project", project.value()).query(String.class).list();
    }

    /** Every balance above its limit by more than was billed without having been held. */
    List<String> exceeded(ProjectId project) {
        return jdbc.sql("""
                select level || ' ' || name || ' ' || period from registry.balance
                where project = ? and spent + reserved > ceiling + unreserved
                """).param(project.value()).query(String.class).list();
    }
}

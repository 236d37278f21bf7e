package io.attune.registry.ledger;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The balances. Every method runs within the caller's transaction. */
@Component
class BudgetRows {
    private static final String THIS_ROW = """
            where project = :project and scope = :scope and period = :period and currency = :currency
            """;

    private static final RowMapper<Balance> MAPPER = new SimplePropertyRowMapper<>(Balance.class);

    private final JdbcClient jdbc;

    BudgetRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Holds an amount where the limit allows it, and makes the limit the budget's.
     *
     * @return whether it is held now
     */
    boolean hold(ProjectId project, BudgetKey key, BigDecimal amount, @Nullable Money limit) {
        open(project, key);
        return statement("""
                update registry.budget set reserved = reserved + :amount, limit_amount = cast(:limit as numeric)
                """ + THIS_ROW + """
                and (cast(:limit as numeric) is null or spent + reserved + :amount <= cast(:limit as numeric))
                """, project, key).param("amount", amount).param("limit",
                limit == null ? null : limit.amount()).update() == 1;
    }

    /** Adds changes to balances, in the order of the keys. */
    void apply(ProjectId project, SortedMap<BudgetKey, Change> changes) {
        for (Map.Entry<BudgetKey, Change> entry : changes.entrySet()) {
            Change change = entry.getValue();
            open(project, entry.getKey());
            statement("""
                    update registry.budget set spent = spent + :spent, reserved = reserved + :reserved,
                        unreserved = unreserved + :unreserved
                    """ + THIS_ROW, project, entry.getKey()).param("spent", change.spent()).param("reserved",
                    change.reserved()).param("unreserved", change.unreserved()).update();
        }
    }

    Optional<Balance> find(ProjectId project, BudgetKey key) {
        return statement("select * from registry.budget " + THIS_ROW, project, key).query(MAPPER).optional();
    }

    /** The budgets of a month that hold or spent something. */
    List<Balance> ofMonth(ProjectId project, YearMonth month) {
        return jdbc.sql("""
                select * from registry.budget
                where project = ? and period = ? and (spent > 0 or reserved > 0) order by scope, currency
                """).params(project.value(), month.toString()).query(MAPPER).list();
    }

    private void open(ProjectId project, BudgetKey key) {
        statement("""
                insert into registry.budget (project, scope, period, currency)
                values (:project, :scope, :period, :currency) on conflict do nothing
                """, project, key).update();
    }

    private JdbcClient.StatementSpec statement(String sql, ProjectId project, BudgetKey key) {
        return jdbc.sql(sql).param("project", project.value()).param("scope", key.scope()).param("period",
                key.period()).param("currency", key.currency().getCurrencyCode());
    }

    /** A budget row. */
    record Balance(String scope, String period, String currency, @Nullable BigDecimal limitAmount, BigDecimal spent,
            BigDecimal reserved, BigDecimal unreserved) {

        Money money(BigDecimal amount) {
            return new Money(amount, Currency.getInstance(currency));
        }
    }

    /** What to add to a budget's balances. */
    record Change(BigDecimal spent, BigDecimal reserved, BigDecimal unreserved) {
        static Change reserved(BigDecimal amount) {
            return new Change(BigDecimal.ZERO, amount, BigDecimal.ZERO);
        }

        /** Money that was held is spent. */
        static Change drawn(BigDecimal amount) {
            return new Change(amount, amount.negate(), BigDecimal.ZERO);
        }

        /** Money is spent that nobody held. */
        static Change unreserved(BigDecimal amount) {
            return new Change(amount, BigDecimal.ZERO, amount);
        }

        Change plus(Change other) {
            return new Change(spent.add(other.spent), reserved.add(other.reserved), unreserved.add(other.unreserved));
        }
    }
}

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
class BalanceRows {
    private static final String THIS_ROW = """
            where project = :project and level = :level and name = :name and period = :period and currency = :currency
            """;

    private static final RowMapper<Balance> MAPPER = new SimplePropertyRowMapper<>(Balance.class);

    private final JdbcClient jdbc;

    BalanceRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Holds an amount where the limit allows it; a refund makes room for no more than the limit itself.
     *
     * @return whether it is held now
     */
    boolean hold(ProjectId project, Account account, BigDecimal amount, @Nullable BigDecimal limit) {
        open(project, account);
        return statement("""
                update registry.balance set reserved = reserved + :amount, ceiling = cast(:limit as numeric)
                """ + THIS_ROW + """
                and (cast(:limit as numeric) is null
                    or greatest(spent, 0) + reserved + :amount <= cast(:limit as numeric))
                """, project, account).param("amount", amount).param("limit", limit).update() == 1;
    }

    /** Adds changes to balances, in the order of the accounts. */
    void apply(ProjectId project, SortedMap<Account, Change> changes) {
        for (Map.Entry<Account, Change> entry : changes.entrySet()) {
            Change change = entry.getValue();
            open(project, entry.getKey());
            statement("""
                    update registry.balance set spent = spent + :spent, reserved = reserved + :reserved,
                        unreserved = unreserved + :unreserved
                    """ + THIS_ROW, project, entry.getKey()).param("spent", change.spent()).param("reserved",
                    change.reserved()).param("unreserved", change.unreserved()).update();
        }
    }

    Optional<Balance> find(ProjectId project, Account account) {
        return statement("select * from registry.balance " + THIS_ROW, project, account).query(MAPPER).optional();
    }

    /** The balance of an account, of zeros where nothing ever moved. */
    Balance get(ProjectId project, Account account) {
        return find(project, account).orElseGet(() -> new Balance(account.level(), account.name(), account.period(),
                account.currency().getCurrencyCode(), null, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO));
    }

    /** The recipes that hold or spent something in a month. */
    List<Balance> ofRecipes(ProjectId project, YearMonth month) {
        return jdbc.sql("""
                select * from registry.balance
                where project = ? and level = 'recipe' and period = ? and (spent <> 0 or reserved > 0)
                order by name, currency
                """).params(project.value(), month.toString()).query(MAPPER).list();
    }

    private void open(ProjectId project, Account account) {
        statement("""
                insert into registry.balance (project, level, name, period, currency)
                values (:project, :level, :name, :period, :currency) on conflict do nothing
                """, project, account).update();
    }

    private JdbcClient.StatementSpec statement(String sql, ProjectId project, Account account) {
        return jdbc.sql(sql).param("project", project.value()).param("level", account.level()).param("name",
                account.name()).param("period", account.period()).param("currency",
                        account.currency().getCurrencyCode());
    }

    /** @param ceiling the limit the last reservation was held under, or null without one */
    record Balance(String level, String name, String period, String currency, @Nullable BigDecimal ceiling,
            BigDecimal spent, BigDecimal reserved, BigDecimal unreserved) {

        Money money(BigDecimal amount) {
            return new Money(amount, Currency.getInstance(currency));
        }

        /** What can still be held under a limit, never below zero. */
        Money left(BigDecimal limit) {
            return money(limit.subtract(spent.max(BigDecimal.ZERO)).subtract(reserved).max(BigDecimal.ZERO));
        }
    }
}

package io.attune.registry.ledger;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.registry.Charge;
import io.attune.registry.Costs;
import io.attune.registry.ledger.BalanceRows.Balance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional(readOnly = true)
class JdbcCosts implements Costs {
    private final JdbcClient jdbc;
    private final BalanceRows balances;
    private final ChargeRows charges;
    private final Forecasts forecasts;

    JdbcCosts(JdbcClient jdbc, BalanceRows balances, ChargeRows charges, Forecasts forecasts) {
        this.jdbc = jdbc;
        this.balances = balances;
        this.charges = charges;
        this.forecasts = forecasts;
    }

    @Override
    public CostReport report(ProjectId project, Grouping grouping, Instant from, Instant to) {
        String label = switch (grouping) {
            case Grouping.Label(String name) -> name;
            case Grouping.Field field -> "";
        };
        List<CostReport.Row> rows = jdbc.sql("""
                select %s as grouped, currency, sum(delta) as amount,
                    sum(case when rate is null then overrun else round(overrun / rate, 12) end) as overrun,
                    count(distinct key) as charges,
                    array_agg(distinct price_source) as sources
                from registry.charge
                where project = :project and counted_at >= :from and counted_at < :to
                group by 1, 2 order by 1, 2
                """.formatted(expression(grouping))).param("project", project.value()).param("from",
                from.atOffset(ZoneOffset.UTC)).param("to", to.atOffset(ZoneOffset.UTC)).param("label", label).query(
                        (row, number) -> map(row)).list();
        return new CostReport(rows, totals(rows));
    }

    @Override
    public List<BudgetStatus> budgets(ProjectId project, YearMonth month) {
        return balances.ofRecipes(project, month).stream().map(balance -> status(balance, month)).toList();
    }

    @Override
    public List<Charge> charges(ProjectId project, Instant from, Instant to) {
        return charges.billed(project, from, to);
    }

    @Override
    public Optional<Charge> charge(ProjectId project, String key) {
        return charges.head(project, key);
    }

    @Override
    public Forecast forecast(ProjectId project, YearMonth month, Instant from) {
        return forecasts.of(project, month, from);
    }

    private static String expression(Grouping grouping) {
        return switch (grouping) {
            case Grouping.Field.RECIPE -> "scope";
            case Grouping.Field.MODEL -> "coalesce(model, '')";
            case Grouping.Field.KIND -> "lower(kind)";
            case Grouping.Field.DAY -> "to_char(counted_at at time zone 'UTC', 'YYYY-MM-DD')";
            case Grouping.Field.RUN -> "coalesce(run, '')";
            case Grouping.Label label -> "coalesce(labels ->> :label, '')";
        };
    }

    private static CostReport.Row map(ResultSet row) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        Array sources = row.getArray("sources");
        return new CostReport.Row(row.getString("grouped"), new Money(row.getBigDecimal("amount"), currency),
                new Money(row.getBigDecimal("overrun"), currency), row.getLong("charges"),
                Set.of((String[]) sources.getArray()));
    }

    private static List<Money> totals(List<CostReport.Row> rows) {
        TreeMap<String, Money> byCurrency = new TreeMap<>();
        rows.forEach(row -> byCurrency.merge(row.amount().currency().getCurrencyCode(), row.amount(), Money::plus));
        return List.copyOf(byCurrency.values());
    }

    private static BudgetStatus status(Balance balance, YearMonth month) {
        BigDecimal limit = balance.ceiling();
        Money left = limit == null ? null : balance.left(limit);
        return new BudgetStatus(balance.name(), month, limit == null ? null : balance.money(limit),
                balance.money(balance.spent()), balance.money(balance.reserved()), left,
                balance.money(balance.unreserved()));
    }
}

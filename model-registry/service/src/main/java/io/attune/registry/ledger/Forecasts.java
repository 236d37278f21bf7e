package io.attune.registry.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.registry.Costs.Forecast;
import io.attune.registry.PlannedRuns;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a month will have cost. Every method runs within the caller's transaction. */
@Component
class Forecasts {
    private final JdbcClient jdbc;
    private final BalanceRows balances;
    private final ObjectProvider<PlannedRuns> planned;

    Forecasts(JdbcClient jdbc, BalanceRows balances, ObjectProvider<PlannedRuns> planned) {
        this.jdbc = jdbc;
        this.balances = balances;
        this.planned = planned;
    }

    Forecast of(ProjectId project, YearMonth month, Instant from) {
        Instant end = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        Map<String, Integer> firings = new TreeMap<>();
        planned.orderedStream().forEach(plan -> plan.firings(project, from, end).forEach(
                (recipe, times) -> firings.merge(recipe, times, Integer::sum)));
        List<Forecast.Line> lines = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        balances.ofRecipes(project, month).forEach(balance -> lines.add(line(project, balance.name(),
                balance.money(balance.spent()), balance.money(balance.reserved()), firings)));
        firings.forEach((recipe, times) -> {
            Optional<Money> last = lastActual(project, recipe);
            if (last.isEmpty() && times > 0) {
                unknown.add(recipe + " fires " + times + " times and never cost anything: its runs are not reckoned");
            } else if (lines.stream().noneMatch(line -> line.recipe().equals(recipe)
                    && line.spent().currency().equals(last.orElseThrow().currency()))) {
                Money zero = Money.zero(last.orElseThrow().currency());
                lines.add(line(project, recipe, zero, zero, firings));
            }
        });
        lines.sort(Comparator.comparing(Forecast.Line::recipe).thenComparing(
                line -> line.spent().currency().getCurrencyCode()));
        return new Forecast(month, lines, totals(lines), unknown);
    }

    private Forecast.Line line(ProjectId project, String recipe, Money spent, Money reserved,
            Map<String, Integer> firings) {
        Optional<Money> last = lastActual(project, recipe).filter(money -> money.currency().equals(spent.currency()));
        int times = last.isPresent() ? firings.getOrDefault(recipe, 0) : 0;
        Money expected = spent.plus(reserved).plus(last.map(money -> money.times(times)).orElse(Money.zero(
                spent.currency())));
        @Nullable
        Money lastActual = last.orElse(null);
        return new Forecast.Line(recipe, spent, reserved, times, lastActual, expected);
    }

    /** What the last run of a recipe that cost anything cost, in the currency of its budget. */
    private Optional<Money> lastActual(ProjectId project, String recipe) {
        return jdbc.sql("""
                select budget_currency, sum(budget_delta) as amount from registry.charge
                where project = :project and scope = :recipe and run = (select run from registry.charge
                    where project = :project and scope = :recipe and run is not null order by billed_at desc, id desc limit 1)
                group by budget_currency order by budget_currency limit 1
                """).param("project", project.value()).param("recipe", recipe).query((row, number) -> new Money(
                row.getBigDecimal("amount").max(BigDecimal.ZERO),
                Currency.getInstance(row.getString("budget_currency")))).optional();
    }

    private static List<Money> totals(Collection<Forecast.Line> lines) {
        Map<String, Money> totals = new TreeMap<>();
        lines.forEach(line -> totals.merge(line.expected().currency().getCurrencyCode(), line.expected(),
                Money::plus));
        return List.copyOf(totals.values());
    }
}

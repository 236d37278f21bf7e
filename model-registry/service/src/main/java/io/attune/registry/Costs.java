package io.attune.registry;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import org.jspecify.annotations.Nullable;

/** Where the money went and how much is left. Reads only. */
public interface Costs {

    /**
     * Adds up charges.
     *
     * @param grouping by what
     * @param from the first moment of the bills taken in
     * @param to the first moment no longer taken in
     */
    CostReport report(ProjectId project, Grouping grouping, Instant from, Instant to);

    /** The budgets of every scope that held or spent anything in a month, by scope. */
    List<BudgetStatus> budgets(ProjectId project, YearMonth month);

    /** The charges that were billed in a time, as they stand, in the order they were first recorded. */
    List<Charge> charges(ProjectId project, Instant from, Instant to);

    /** The charge of a key as it stands. */
    Optional<Charge> charge(ProjectId project, String key);

    /**
     * What a month will have cost at its end: spent, held, and what is planned at what it cost last time.
     *
     * @param from what is planned counts from here to the month's end
     */
    Forecast forecast(ProjectId project, YearMonth month, Instant from);

    /** What charges are added up by. */
    sealed interface Grouping {
        /** A field every charge has. */
        enum Field implements Grouping {
            RECIPE,
            MODEL,
            KIND,
            DAY,
            RUN
        }

        /** A label of the recipes, such as {@code team}; charges without it stand under an empty name. */
        record Label(String name) implements Grouping {}
    }

    /**
     * A table of costs.
     *
     * @param rows by group and currency
     * @param totals over all rows, an entry for each currency
     */
    record CostReport(List<Row> rows, List<Money> totals) {
        public CostReport {
            rows = List.copyOf(rows);
            totals = List.copyOf(totals);
        }

        /**
         * A row.
         *
         * @param group the recipe, model, kind, day (ISO 8601, UTC), run or label value; empty where a charge has none
         * @param priceSources where the prices are from, such as {@code demo tariff}
         */
        public record Row(String group, Money amount, Money overrun, long charges, Set<String> priceSources) {
            public Row {
                priceSources = Set.copyOf(priceSources);
            }
        }
    }

    /**
     * A scope's budget in one month and currency.
     *
     * @param limit as the last reservation gave it, or null without one
     * @param remaining what can still be reserved, never below zero; null without a limit
     * @param unreserved the part of what was spent that nobody had reserved
     */
    record BudgetStatus(String scope, YearMonth month, @Nullable Money limit, Money spent, Money reserved,
            @Nullable Money remaining, Money unreserved) {
    }

    /**
     * A forecast by recipe and currency.
     *
     * @param unknown what could not be reckoned, in words
     */
    record Forecast(YearMonth month, List<Line> lines, List<Money> totals, List<String> unknown) {
        public Forecast {
            lines = List.copyOf(lines);
            totals = List.copyOf(totals);
            unknown = List.copyOf(unknown);
        }

        /**
         * A recipe's share.
         *
         * @param firings how often its schedule will fire until the month's end
         * @param lastActual what its last run cost, or null where there was none
         * @param expected spent, reserved, and firings times the last actual
         */
        public record Line(String recipe, Money spent, Money reserved, int firings, @Nullable Money lastActual,
                Money expected) {
        }
    }
}

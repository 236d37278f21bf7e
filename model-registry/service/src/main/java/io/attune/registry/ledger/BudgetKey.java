package io.attune.registry.ledger;

import java.time.YearMonth;
import java.util.Comparator;
import java.util.Currency;

import io.attune.kernel.RunId;

/**
 * Which budget of a project. The order is the one in which budgets are locked.
 *
 * @param period a month such as {@code 2026-11}, or a run's identifier
 */
record BudgetKey(String scope, String period, Currency currency) implements Comparable<BudgetKey> {
    private static final Comparator<BudgetKey> ORDER = Comparator.comparing(BudgetKey::scope).thenComparing(
            BudgetKey::period).thenComparing(key -> key.currency().getCurrencyCode());

    static BudgetKey month(String scope, YearMonth month, Currency currency) {
        return new BudgetKey(scope, month.toString(), currency);
    }

    static BudgetKey run(String scope, RunId run, Currency currency) {
        return new BudgetKey(scope, run.value(), currency);
    }

    @Override
    public int compareTo(BudgetKey other) {
        return ORDER.compare(this, other);
    }

    /** The budget as a person names it. */
    @Override
    public String toString() {
        return period.startsWith("run_") ? period : scope + " in " + period;
    }
}

package io.attune.registry.ledger;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.Currency;

import io.attune.kernel.RunId;
import io.attune.registry.Budget;
import io.attune.registry.Budget.Span;

/**
 * What has one balance in a project: a level's thing in a period and a currency. The order is the one in which balances
 * are locked.
 *
 * @param level {@code project}, {@code team}, {@code recipe}, {@code deployment} or {@code run}
 * @param name of the thing; empty for the project
 * @param period {@code 2026-11-22}, {@code 2026-11} or {@code total}
 */
record Account(String level, String name, String period, Currency currency) implements Comparable<Account> {
    static final String RECIPE = "recipe";
    static final String RUN = "run";
    private static final Comparator<Account> ORDER = Comparator.comparing(Account::level).thenComparing(
            Account::name).thenComparing(Account::period).thenComparing(key -> key.currency().getCurrencyCode());

    static Account month(String recipe, YearMonth month, Currency currency) {
        return new Account(RECIPE, recipe, month.toString(), currency);
    }

    static Account run(RunId run, Currency currency) {
        return new Account(RUN, run.value(), Span.TOTAL.period(LocalDate.EPOCH), currency);
    }

    static Account of(Budget budget, LocalDate day) {
        return line(budget).on(day);
    }

    static Line line(Budget budget) {
        return new Line(budget.scope().level().word(), budget.scope().name(), budget.span(),
                budget.limit().currency());
    }

    /** The line whose account this is. */
    Line line() {
        Span span = switch (period.length()) {
            case 10 -> Span.DAILY;
            case 7 -> Span.MONTHLY;
            default -> Span.TOTAL;
        };
        return new Line(level, name, span, currency);
    }

    @Override
    public int compareTo(Account other) {
        return ORDER.compare(this, other);
    }

    /** The account as a person names it. */
    @Override
    public String toString() {
        String thing = level.equals(RUN) ? name : name.isEmpty() ? "the " + level : level + " " + name;
        return level.equals(RUN) ? thing : thing + " in " + period;
    }

    /** The accounts of one thing and currency, one for each period. */
    record Line(String level, String name, Span span, Currency currency) {
        Account on(LocalDate day) {
            return new Account(level, name, span.period(day), currency);
        }
    }
}

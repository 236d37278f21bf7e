package io.attune.registry;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;

import io.attune.kernel.ProjectId;

/** Exchange rates as dated rows with their source. A rate that is missing or stale is said to be so, never guessed. */
public interface ExchangeRates {

    /** Records a rate, and counts the charges that waited for it in the budgets they belong to. */
    void record(ProjectId project, ExchangeRate rate, String actor);

    /** The rates recorded, newest day first. */
    List<ExchangeRate> list(ProjectId project, int limit);

    /** The rate for a day: the newest of that day or before it, while it is not stale. */
    Finding find(ProjectId project, Currency from, Currency to, LocalDate day);

    /** What is known about a rate. */
    sealed interface Finding {

        /** @param rate of the pair asked for; where only the other direction was recorded, its reciprocal */
        record Known(ExchangeRate rate) implements Finding {}

        /** @param message what is known, such as {@code the newest rate from USD to EUR is of 2026-01-05 (ECB), …} */
        record Unknown(String message) implements Finding {}
    }
}

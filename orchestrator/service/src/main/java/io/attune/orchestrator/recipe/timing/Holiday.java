package io.attune.orchestrator.recipe.timing;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Optional;

/**
 * A day off.
 *
 * @param year the one year it is meant in, or empty for every year; February 29 is then one in leap years alone
 */
public record Holiday(Optional<Integer> year, MonthDay day) {

    /** @throws IllegalArgumentException when it is neither {@code 2026-12-24} nor {@code 12-25} */
    public static Holiday parse(String text) {
        try {
            if (text.matches("[0-9]{2}-[0-9]{2}")) {
                return new Holiday(Optional.empty(), MonthDay.parse("--" + text));
            }
            LocalDate date = LocalDate.parse(text);
            return new Holiday(Optional.of(date.getYear()), MonthDay.from(date));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is no day", e);
        }
    }

    boolean includes(LocalDate date) {
        return MonthDay.from(date).equals(day) && year.map(y -> y == date.getYear()).orElse(true);
    }

    @Override
    public String toString() {
        return year.map(y -> day.atYear(y).toString()).orElse(day.toString().substring(2));
    }
}

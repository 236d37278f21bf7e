package io.attune.orchestrator.recipe.timing;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A window of local time in which nothing starts by itself. Its begin belongs to it, its end does not. */
public sealed interface Blackout {

    ZoneId zone();

    /** Whether an instant stands in it. */
    boolean includes(Instant instant);

    /** From one date and time to another. */
    record Once(LocalDateTime from, LocalDateTime to, ZoneId zone) implements Blackout {
        public Once {
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException("the blackout ends at " + to + ", not after it begins at " + from);
            }
        }

        @Override
        public boolean includes(Instant instant) {
            LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
            return !local.isBefore(from) && local.isBefore(to);
        }

        @Override
        public String toString() {
            return from + " to " + to + " " + zone;
        }
    }

    /**
     * Each week.
     *
     * @param days the days on which it begins
     * @param to when it ends; not after {@code from} means on the day after
     */
    record Weekly(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) implements Blackout {
        public Weekly {
            days = Set.copyOf(days);
        }

        @Override
        public boolean includes(Instant instant) {
            LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
            LocalDate today = local.toLocalDate();
            return holds(today, local) || holds(today.minusDays(1), local);
        }

        private boolean holds(LocalDate begin, LocalDateTime local) {
            LocalDateTime end = begin.plusDays(from.isBefore(to) ? 0 : 1).atTime(to);
            return days.contains(begin.getDayOfWeek()) && !local.isBefore(begin.atTime(from)) && local.isBefore(end);
        }

        @Override
        public String toString() {
            return words() + " " + from + " to " + to + " " + zone;
        }

        private String words() {
            return new TreeSet<>(days).stream().map(day -> day.name().substring(0, 3)).collect(
                    Collectors.joining(","));
        }
    }

    /**
     * Reads a window.
     *
     * @param from a date and time, or a time of day
     * @param to the same
     * @param days on which it begins; empty for every day, and where dates are written
     * @throws IllegalArgumentException saying what is wrong
     */
    static Blackout of(String from, String to, Set<DayOfWeek> days, ZoneId zone) {
        if (from.contains("T") != to.contains("T")) {
            throw new IllegalArgumentException("'" + from + "' and '" + to + "' are not of the same form");
        }
        try {
            if (!from.contains("T")) {
                return new Weekly(days.isEmpty() ? Set.of(DayOfWeek.values()) : days, LocalTime.parse(from),
                        LocalTime.parse(to), zone);
            }
            if (!days.isEmpty()) {
                throw new IllegalArgumentException("a blackout between dates has no days");
            }
            return new Once(LocalDateTime.parse(from), LocalDateTime.parse(to), zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + from + "' to '" + to + "' is no window", e);
        }
    }

    /** @throws IllegalArgumentException when it is no day of the week such as {@code MON} */
    static DayOfWeek day(String text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().substring(0, 3).equals(text.toUpperCase(Locale.ROOT))) {
                return day;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is no day of the week");
    }
}

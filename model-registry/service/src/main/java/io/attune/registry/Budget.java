package io.attune.registry;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;

/**
 * A limit that a person set.
 *
 * @param span how long one limit lasts
 * @param limit what may be spent and held together in each such time
 * @param notices at which percentages of the limit somebody is told, rising
 * @param since the first day it counts
 * @param version from 1; every change adds one
 */
public record Budget(BudgetId id, ProjectId project, BudgetScope scope, Span span, Money limit, List<Integer> notices,
        LocalDate since, int version, String setBy, Instant setAt) {
    /** The notices of a budget that says nothing about them. */
    public static final List<Integer> NOTICES = List.of(50, 80, 100);

    public Budget {
        notices = List.copyOf(notices);
    }

    /** How long one limit lasts; days and months are UTC. */
    public enum Span {
        DAILY,
        MONTHLY,
        TOTAL;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The name of the time that a day lies in: {@code 2026-11-22}, {@code 2026-11} or {@code total}. */
        public String period(LocalDate day) {
            return switch (this) {
                case DAILY -> day.toString();
                case MONTHLY -> day.toString().substring(0, 7);
                case TOTAL -> "total";
            };
        }
    }

    /** What people call it, such as {@code team:platform monthly}. */
    public String name() {
        return scope + " " + span.word();
    }
}

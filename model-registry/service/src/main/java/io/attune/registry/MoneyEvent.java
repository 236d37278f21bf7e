package io.attune.registry;

import java.time.Instant;
import java.util.Map;

import io.attune.kernel.ProjectId;

/**
 * Something about money that people should be told, recorded once and published as an event of the application.
 *
 * @param id rises with time
 * @param key what makes it the same event, such as {@code notice/bud_…/2026-11/80}
 * @param message in one sentence
 * @param detail figures and identifiers by name
 */
public record MoneyEvent(String id, ProjectId project, Kind kind, String key, Instant at, String message,
        Map<String, String> detail) {
    public MoneyEvent {
        detail = Map.copyOf(detail);
    }

    /** What happened. */
    public enum Kind {
        /** A budget is used up to a percentage. */
        BUDGET_NOTICE,
        /** A bill went beyond what its run held. */
        OVERRUN,
        /** A charge cannot be counted in a budget of another currency. */
        RATE_MISSING,
        /** An endpoint outlived its lease because its provider could not be reached. */
        LEASE_STUCK
    }
}

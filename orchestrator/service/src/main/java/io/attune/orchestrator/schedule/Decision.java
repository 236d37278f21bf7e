package io.attune.orchestrator.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.attune.orchestrator.recipe.timing.Schedule;
import org.jspecify.annotations.Nullable;

/**
 * Why a due time is skipped. Pure: the same schedule, times and pause give the same decision on every node.
 *
 * @param word stable, for programs
 * @param reason for people
 */
record Decision(String word, String reason) {
    static final String MISSED = "missed";
    static final String PAUSED = "paused";
    static final String CLOSED = "closed";
    static final String OVERLAP = "overlap";
    static final String UNCHANGED = "unchanged";
    static final String QUEUE_FULL = "queue-full";
    static final String SUPERSEDED = "superseded";
    static final String REMOVED = "removed";

    /**
     * Decides about a due time of the past.
     *
     * @param late from when on a due time was missed
     * @return empty when it is to be done
     */
    static Optional<Decision> about(Schedule schedule, Instant due, Instant now, Duration late,
            @Nullable String pausedBy) {
        if (pausedBy != null) {
            return Optional.of(new Decision(PAUSED, "paused by " + pausedBy));
        }
        Optional<String> closed = schedule.closed(due);
        if (closed.isPresent()) {
            return closed.map(why -> new Decision(CLOSED, why));
        }
        if (!due.plus(late).isBefore(now)) {
            return Optional.empty();
        }
        return switch (schedule.misfire()) {
            case SKIP -> Optional.of(new Decision(MISSED, "missed, and missed times are skipped"));
            case RUN_ONCE -> madeUpFor(schedule, due, now, 1)
                    ? Optional.empty()
                    : Optional.of(new Decision(MISSED, "missed, and the newest missed time is made up for alone"));
            case RUN_ALL -> madeUpFor(schedule, due, now, schedule.missedAtMost())
                    ? Optional.empty()
                    : Optional.of(new Decision(MISSED, "missed, and the newest " + schedule.missedAtMost()
                            + " missed times are made up for"));
        };
    }

    /** Whether it is among the newest so many due times until now. */
    private static boolean madeUpFor(Schedule schedule, Instant due, Instant now, int newest) {
        Instant last = due;
        for (int after = 0; after < newest; after++) {
            Optional<Instant> next = nextOpen(schedule, last);
            if (next.isEmpty() || next.get().isAfter(now)) {
                return true;
            }
            last = next.get();
        }
        return false;
    }

    private static Optional<Instant> nextOpen(Schedule schedule, Instant after) {
        Optional<Instant> next = schedule.next(after);
        while (next.isPresent() && schedule.closed(next.get()).isPresent()) {
            next = schedule.next(next.get());
        }
        return next;
    }
}

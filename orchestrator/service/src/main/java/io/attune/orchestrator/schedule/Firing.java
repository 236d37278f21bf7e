package io.attune.orchestrator.schedule;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import io.attune.kernel.RunId;
import org.jspecify.annotations.Nullable;

/**
 * One time a recipe was due, and what came of it.
 *
 * @param scheduledAt when it was due; names the firing within its recipe
 * @param firedAt when it was last worked on
 * @param actor who asked for it, or {@code schedule}
 * @param run what was started, or null
 * @param decision why nothing was started, as a word, or empty
 * @param reason the same for people, or empty
 * @param earlier what had been decided before it was backfilled, or empty
 */
record Firing(String recipe, Instant scheduledAt, Instant firedAt, Cause cause, String actor, Result outcome,
        @Nullable String run, String decision, String reason, String earlier) {
    static final String CLOCK_ACTOR = "schedule";

    /** In microseconds, as it is stored. */
    Firing {
        firedAt = firedAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** Why it is there. */
    enum Cause {
        CLOCK,
        MANUAL,
        BACKFILL,
        EVENT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What came of it. */
    enum Result {
        /** Not done yet, or its process died over it. */
        FIRING,
        /** Not done yet because something must end first. */
        WAITING,
        STARTED,
        SKIPPED,
        FAILED;

        boolean isPending() {
            return this == FIRING || this == WAITING;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One to be done. */
    static Firing due(String recipe, Instant at, Cause cause, String actor, Instant now) {
        return new Firing(recipe, at, now, cause, actor, Result.FIRING, null, "", "", "");
    }

    Firing started(RunId started, Instant now) {
        return new Firing(recipe, scheduledAt, now, cause, actor, Result.STARTED, started.value(), "", reason, earlier);
    }

    Firing skipped(String word, String why, Instant now) {
        return new Firing(recipe, scheduledAt, now, cause, actor, Result.SKIPPED, null, word, why, earlier);
    }

    /** What stood at the first attempt stays as the time it was worked on, so that waiting has a begin. */
    Firing waiting(String why) {
        return new Firing(recipe, scheduledAt, firedAt, cause, actor, Result.WAITING, null, "", why, earlier);
    }

    /** The same with nothing in its way any more. */
    Firing again() {
        return new Firing(recipe, scheduledAt, firedAt, cause, actor, Result.FIRING, null, "", "", earlier);
    }

    /** The same with what caused it. */
    Firing because(String why) {
        return new Firing(recipe, scheduledAt, firedAt, cause, actor, outcome, run, decision, why, earlier);
    }

    Firing failed(String why, Instant now) {
        return new Firing(recipe, scheduledAt, now, cause, actor, Result.FAILED, null, "failed", why, earlier);
    }

    /** The same to be done after all. */
    Firing reopened(String by, Instant now) {
        return new Firing(recipe, scheduledAt, now, Cause.BACKFILL, by, Result.FIRING, null, "", "",
                outcome.word() + ": " + reason);
    }
}

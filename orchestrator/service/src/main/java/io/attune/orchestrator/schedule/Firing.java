package io.attune.orchestrator.schedule;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One time a schedule said "now".
 *
 * @param scheduledAt when it was due; names the firing within its recipe
 * @param firedAt when it was done
 * @param run what was started, or null
 * @param reason why nothing was started, or empty
 */
record Firing(String recipe, Instant scheduledAt, Instant firedAt, Result outcome, @Nullable String run,
        String reason) {

    /** What came of it. */
    enum Result {
        /** Not done yet, or its process died over it. */
        FIRING,
        STARTED,
        SKIPPED,
        FAILED;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}

package io.attune.orchestrator.schedule;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** A firing as people see it. */
record FiringView(String recipe, Instant scheduledAt, Instant firedAt, String outcome, @Nullable String run,
        String reason) {

    static FiringView of(Firing firing) {
        return new FiringView(firing.recipe(), firing.scheduledAt(), firing.firedAt(), firing.outcome().word(),
                firing.run(), firing.reason());
    }
}

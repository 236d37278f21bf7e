package io.attune.orchestrator.schedule;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** A firing as people see it. */
record FiringView(String recipe, Instant scheduledAt, Instant firedAt, String cause, String actor, String outcome,
        @Nullable String run, String decision, String reason, String earlier) {

    static FiringView of(Firing firing) {
        return new FiringView(firing.recipe(), firing.scheduledAt(), firing.firedAt(), firing.cause().word(),
                firing.actor(), firing.outcome().word(), firing.run(), firing.decision(), firing.reason(),
                firing.earlier());
    }
}

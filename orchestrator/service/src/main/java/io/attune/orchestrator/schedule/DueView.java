package io.attune.orchestrator.schedule;

import java.time.Instant;
import java.time.OffsetDateTime;

import io.attune.orchestrator.recipe.timing.Schedule;

/**
 * A time to come.
 *
 * @param local the same on the schedule's clock
 * @param skipped what will keep it from starting anything, as things stand, or empty
 */
record DueView(String recipe, Instant at, OffsetDateTime local, String skipped) {

    static DueView of(String recipe, Instant at, Schedule schedule, boolean paused) {
        return new DueView(recipe, at, at.atZone(schedule.zone()).toOffsetDateTime(),
                paused ? "paused" : schedule.closed(at).orElse(""));
    }
}

package io.attune.orchestrator.schedule;

import java.time.Instant;

import io.attune.kernel.ProjectId;
import org.jspecify.annotations.Nullable;

/**
 * How a schedule stands.
 *
 * @param recipeVersion whose schedule is in force
 * @param decidedThrough every due time up to here, itself included, has its firing
 * @param nextDue the first due time after it, or null when there is none
 * @param pausedBy who paused it, or null
 * @param version changes with every change by a person
 */
record ScheduleRow(ProjectId project, String recipe, int recipeVersion, Instant decidedThrough,
        @Nullable Instant nextDue, @Nullable String pausedBy, long version) {

    boolean paused() {
        return pausedBy != null;
    }
}

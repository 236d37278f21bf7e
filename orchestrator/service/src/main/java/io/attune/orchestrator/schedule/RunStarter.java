package io.attune.orchestrator.schedule;

import java.time.Instant;

import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;

/** Starts a run because a schedule says so. */
public interface RunStarter {

    /**
     * Starts a run of the recipe's version in force unless nothing it depends on has changed. Idempotent by project,
     * recipe and time: a repetition returns what the first call did.
     *
     * @param fireTime when the schedule said so
     */
    Outcome startScheduled(ProjectId project, String recipe, Instant fireTime);

    /** What came of it. */
    sealed interface Outcome {

        record Started(RunId run) implements Outcome {}

        /** @param reason for people, such as {@code unchanged since run_…} */
        record Skipped(String reason) implements Outcome {}
    }
}

package io.attune.orchestrator.schedule;

import java.time.Instant;
import java.util.Optional;

import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;

/** What schedules need of runs. Thread-safe. */
public interface RunStarter {

    /** A run of the recipe that has not ended, or empty. Looks into the database alone. */
    Optional<UnderWay> underWay(ProjectId project, String recipe);

    /**
     * Why a run would be in vain, such as {@code unchanged since run_…}, or empty. May look at the recipe's sources over the
     * network, so it is called outside of transactions.
     */
    Optional<String> unchanged(ProjectId project, String recipe);

    /**
     * Starts a run of the recipe's version in force. Idempotent by project, recipe and time. Writes to the database alone, and
     * within the caller's transaction.
     *
     * @param fireTime when it was due
     */
    RunId start(ProjectId project, String recipe, Instant fireTime);

    /** Asks a run to stop, within the caller's transaction. Nothing happens to one that was asked before. */
    void cancel(ProjectId project, RunId run);

    /**
     * A run that has not ended.
     *
     * @param state for people
     */
    record UnderWay(RunId run, String state, boolean cancelRequested) {}
}

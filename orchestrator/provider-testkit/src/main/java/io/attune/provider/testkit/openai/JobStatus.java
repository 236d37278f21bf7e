package io.attune.provider.testkit.openai;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Where a job stands. Every change is on disk before anybody hears of it.
 *
 * @param state the dialect's word
 * @param plan what will be trained, null until training began
 * @param checkpoints oldest first
 * @param trainedTokens what is billed, null until the job ended
 * @param cancelRequested the job shall end; it has when {@code state} says so
 */
record JobStatus(String state, @Nullable Failure failure, Engine.@Nullable Plan plan, List<Kept> checkpoints,
        @Nullable String tunedModel, @Nullable Long trainedTokens, @Nullable Long finishedAt, boolean cancelRequested) {
    static final String VALIDATING = "validating_files";
    static final String QUEUED = "queued";
    static final String RUNNING = "running";
    static final String SUCCEEDED = "succeeded";
    static final String FAILED = "failed";
    static final String CANCELLED = "cancelled";
    static final JobStatus NEW = new JobStatus(VALIDATING, null, null, List.of(), null, null, null, false);

    /** Why a job failed. */
    record Failure(String code, String message, @Nullable String param) {}

    /**
     * A kept checkpoint.
     *
     * @param weights the engine's name for the weights
     * @param model the name by which clients ask it
     */
    record Kept(String id, long createdAt, int step, int epoch, String weights, String model,
            Map<String, Double> metrics) {}

    boolean isTerminal() {
        return finishedAt != null;
    }

    JobStatus in(String newState) {
        return new JobStatus(newState, failure, plan, checkpoints, tunedModel, trainedTokens, finishedAt,
                cancelRequested);
    }

    JobStatus cancelling() {
        return new JobStatus(state, failure, plan, checkpoints, tunedModel, trainedTokens, finishedAt, true);
    }

    JobStatus running(Engine.Plan newPlan) {
        return new JobStatus(RUNNING, failure, newPlan, checkpoints, tunedModel, trainedTokens, finishedAt,
                cancelRequested);
    }

    JobStatus keeping(List<Kept> kept) {
        return new JobStatus(state, failure, plan, List.copyOf(kept), tunedModel, trainedTokens, finishedAt,
                cancelRequested);
    }

    JobStatus succeeded(String model, long tokens, long at) {
        return new JobStatus(SUCCEEDED, null, plan, checkpoints, model, tokens, at, cancelRequested);
    }

    JobStatus failed(Failure why, long at) {
        return new JobStatus(FAILED, why, plan, checkpoints, null, 0L, at, cancelRequested);
    }

    JobStatus cancelled(long tokens, long at) {
        return new JobStatus(CANCELLED, null, plan, checkpoints, null, tokens, at, true);
    }
}

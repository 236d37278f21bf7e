package io.attune.provider.testkit.openai;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Where a job stands. Every change is on disk before anybody hears of it.
 *
 * @param state the dialect's word
 * @param plan what will be trained, null until training began
 * @param checkpoints oldest first
 * @param trainedTokens what is billed, null until the job ended
 * @param cancelRequested the job shall end; it has when {@code state} says so
 * @param runningSince seconds since 1970, null while it does not train
 * @param trainedBefore how many seconds it trained before {@code runningSince}, null for none
 * @param resultFile what it left behind, null until it has
 */
record JobStatus(String state, @Nullable Failure failure, Engine.@Nullable Plan plan, List<Kept> checkpoints,
        @Nullable String tunedModel, @Nullable Long trainedTokens, @Nullable Long finishedAt, boolean cancelRequested,
        @Nullable Long runningSince, @Nullable Long trainedBefore, @Nullable String resultFile) {
    static final String VALIDATING = "validating_files";
    static final String QUEUED = "queued";
    static final String RUNNING = "running";
    static final String PAUSING = "pausing";
    static final String PAUSED = "paused";
    static final String SUCCEEDED = "succeeded";
    static final String FAILED = "failed";
    static final String CANCELLED = "cancelled";
    static final JobStatus NEW = new JobStatus(VALIDATING, null, null, List.of(), null, null, null, false, null, null,
            null);

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

    boolean isPausable() {
        return Set.of(QUEUED, RUNNING).contains(state) && !cancelRequested;
    }

    /** How long it has trained, in seconds, without its pauses; complete when it does not run. */
    long secondsTrained() {
        return trainedBefore == null ? 0 : trainedBefore;
    }

    long billedTokens() {
        return trainedTokens == null ? 0 : trainedTokens;
    }

    JobStatus in(String newState) {
        return new JobStatus(newState, failure, plan, checkpoints, tunedModel, trainedTokens, finishedAt,
                cancelRequested, runningSince, trainedBefore, resultFile);
    }

    JobStatus cancelling() {
        return new JobStatus(state, failure, plan, checkpoints, tunedModel, trainedTokens, finishedAt, true,
                runningSince, trainedBefore, resultFile);
    }

    JobStatus running(Engine.Plan newPlan, long now) {
        return new JobStatus(RUNNING, failure, newPlan, checkpoints, tunedModel, trainedTokens, finishedAt,
                cancelRequested, now, trainedBefore, resultFile);
    }

    /** The clock of the training stops. */
    JobStatus resting(String newState, long now) {
        Long before = runningSince == null ? trainedBefore : Long.valueOf(secondsTrained() + now - runningSince);
        return new JobStatus(newState, failure, plan, checkpoints, tunedModel, trainedTokens, finishedAt,
                cancelRequested, null, before, resultFile);
    }

    JobStatus keeping(List<Kept> kept) {
        return new JobStatus(state, failure, plan, List.copyOf(kept), tunedModel, trainedTokens, finishedAt,
                cancelRequested, runningSince, trainedBefore, resultFile);
    }

    JobStatus leaving(String file) {
        return new JobStatus(state, failure, plan, checkpoints, tunedModel, trainedTokens, finishedAt,
                cancelRequested, runningSince, trainedBefore, file);
    }

    JobStatus succeeded(String model, long tokens, long at) {
        return resting(SUCCEEDED, at).ended(null, model, tokens, at);
    }

    JobStatus failed(Failure why, long at) {
        return resting(FAILED, at).ended(why, null, 0, at);
    }

    JobStatus cancelled(long tokens, long at) {
        return resting(CANCELLED, at).cancelling().ended(null, null, tokens, at);
    }

    private JobStatus ended(@Nullable Failure why, @Nullable String model, long tokens, long at) {
        return new JobStatus(state, why, plan, checkpoints, model, tokens, at, cancelRequested, runningSince,
                trainedBefore, resultFile);
    }
}

package io.attune.adapter.command;

import java.util.Optional;

import io.attune.kernel.TokenCount;
import io.attune.provider.JobPhase;
import io.attune.provider.JobState;
import io.attune.provider.ProviderJob;
import io.attune.provider.ProviderJob.JobFailure;
import io.attune.provider.ProviderJobId;
import io.attune.provider.ProviderModelId;
import org.jspecify.annotations.Nullable;

/** Reads a job's state from the facts about it. Pure; a word it does not know is kept and never guessed. */
final class JobStates {
    private final String place;

    /**
     * A reader.
     *
     * @param place how messages name where jobs lie
     */
    JobStates(String place) {
        this.place = place;
    }

    private record Standing(JobState state, @Nullable JobPhase phase) {}

    /**
     * The job, or empty when there is none: a claim that nothing was started under is none, and starting again completes
     * it.
     */
    Optional<ProviderJob> job(JobFacts facts) {
        boolean never = facts.begunAt() == null && facts.endedAt() == null && !facts.cancelled();
        if (never && (facts.word().equals("claimed") || facts.word().equals("gone"))) {
            return Optional.empty();
        }
        Standing standing = standing(facts);
        JobState state = standing == null ? null : standing.state();
        boolean ended = state != null && state.isTerminal();
        Long tokens = facts.tokens();
        return Optional.of(new ProviderJob(new ProviderJobId(facts.key().value()), facts.key(), state,
                standing == null ? null : standing.phase(), facts.word(),
                state == JobState.SUCCEEDED ? new ProviderModelId(facts.key().value()) : null,
                ended && tokens != null ? new TokenCount(tokens) : null,
                state == JobState.FAILED || state == JobState.EXPIRED ? failure(facts) : null, facts.createdAt(),
                facts.endedAt(), null));
    }

    private static @Nullable Standing standing(JobFacts facts) {
        return switch (facts.word()) {
            // how the supervisor wrote that it ended
            case "done" -> new Standing(JobState.SUCCEEDED, null);
            case "failed", "no-artefacts", "terminated" -> new Standing(JobState.FAILED, null);
            case "cancelled" -> new Standing(JobState.CANCELLED, null);
            case "deadline", "heartbeat" -> new Standing(JobState.EXPIRED, null);
            // a process of the host
            case "alive" -> running(facts);
            case "stopping" -> new Standing(JobState.CANCELLING, null);
            case "gone", "claimed" -> new Standing(facts.cancelled() ? JobState.CANCELLED : JobState.FAILED, null);
            // Slurm's job states
            case "PENDING", "CONFIGURING", "REQUEUED", "REQUEUE_HOLD", "REQUEUE_FED", "RESV_DEL_HOLD",
                    "SPECIAL_EXIT" -> facts.cancelled()
                            ? new Standing(JobState.CANCELLING, null)
                            : new Standing(JobState.QUEUED, JobPhase.WAITING_FOR_MACHINES);
            case "RUNNING", "RESIZING" -> running(facts);
            case "SUSPENDED", "STOPPED" -> new Standing(JobState.PAUSED, null);
            case "SIGNALING" -> new Standing(JobState.CANCELLING, null);
            // the supervisor's last words may reach us later than Slurm's
            case "COMPLETING", "STAGE_OUT", "COMPLETED" -> new Standing(JobState.FINALIZING, JobPhase.CLEANING_UP);
            case "CANCELLED" -> new Standing(JobState.CANCELLED, null);
            case "FAILED", "NODE_FAIL", "BOOT_FAIL", "LAUNCH_FAILED", "RECONFIG_FAIL", "OUT_OF_MEMORY", "PREEMPTED",
                    "REVOKED" -> new Standing(JobState.FAILED, null);
            case "TIMEOUT", "DEADLINE" -> new Standing(JobState.EXPIRED, null);
            // a Kubernetes Job's standing
            case "Pending", "Suspended" -> facts.cancelled()
                    ? new Standing(JobState.CANCELLING, null)
                    : new Standing(JobState.QUEUED, JobPhase.WAITING_FOR_MACHINES);
            case "Active" -> facts.begunAt() == null && !facts.cancelled()
                    ? new Standing(JobState.QUEUED, JobPhase.WAITING_FOR_MACHINES)
                    : running(facts);
            case "Complete", "SuccessCriteriaMet" -> new Standing(JobState.FINALIZING, JobPhase.CLEANING_UP);
            case "Failed", "FailureTarget" -> new Standing(facts.cancelled()
                    ? JobState.CANCELLED
                    : JobState.FAILED, null);
            case "DeadlineExceeded" -> new Standing(JobState.EXPIRED, null);
            default -> null;
        };
    }

    private static Standing running(JobFacts facts) {
        if (facts.cancelled()) {
            return new Standing(JobState.CANCELLING, null);
        }
        if (facts.storing()) {
            return new Standing(JobState.FINALIZING, JobPhase.STORING_RESULT);
        }
        return facts.signOfLife()
                ? new Standing(JobState.RUNNING, JobPhase.TRAINING)
                : new Standing(JobState.QUEUED, JobPhase.LOADING);
    }

    private JobFailure failure(JobFacts facts) {
        String said = facts.failure().strip();
        String why = switch (facts.word()) {
            case "failed" -> "the trainer ended with exit status " + facts.status();
            case "no-artefacts" -> "the trainer ended well and left no artefact";
            case "terminated" -> "the trainer was stopped by its host or scheduler";
            case "deadline" -> "the trainer was stopped because it reached its deadline";
            case "heartbeat" -> "the trainer was stopped because it gave no sign of life";
            case "gone" -> "the trainer and its supervisor are gone without a word; the host may have been restarted";
            default -> "the scheduler says " + facts.word();
        };
        String log = "its log is " + place + "/jobs/" + facts.key() + "/log";
        return new JobFailure(facts.word(), (said.isEmpty() ? "" : said.replaceAll("\\s+", " ") + " (") + why + "; "
                + log + (said.isEmpty() ? "" : ")"));
    }
}

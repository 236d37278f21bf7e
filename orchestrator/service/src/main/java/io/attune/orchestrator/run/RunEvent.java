package io.attune.orchestrator.run;

import java.time.Duration;

import io.attune.provider.JobState;

/** What came of a run's effect, or what a person said. */
public sealed interface RunEvent {

    /** The effect goes on; look again after a while. */
    record StillWorking(Duration lookAgainIn) implements RunEvent {}

    record Curated(Fact.Dataset dataset) implements RunEvent {}

    record Paired() implements RunEvent {}

    /** @param then what the recipe wants when the check says enough */
    record Checked(Fact.Check check, io.attune.orchestrator.recipe.Recipe.RetrievalFirst.Then then)
            implements
                RunEvent {}

    /** A person decided whether to train although retrieval suffices. */
    record Decided(boolean train, String by) implements RunEvent {}

    /** The run would repeat the version in service. */
    record Skipped(Fact.Saved saved) implements RunEvent {}

    record Quoted(Fact.Quote quote, boolean needsApproval) implements RunEvent {}

    record Approved(String by) implements RunEvent {}

    /** A person agreed to a quote that does not hold any more; it is made again, and stands up to what was agreed to. */
    record ApprovedLate(Fact.Approval approval) implements RunEvent {}

    record Uploaded(Fact.Upload upload) implements RunEvent {}

    /** From here on a create may be on its way. */
    record SendingBegins(Fact.Intent intent) implements RunEvent {}

    /** The connection has no free slot; the run stands in its queue. */
    record WaitsForSlot(String connection, Duration lookAgainIn) implements RunEvent {}

    /** The provider itself has no room and made no job; the run waits until it has. */
    record NoRoom(String connection, String reason, Duration atLeast) implements RunEvent {}

    /** The create certainly made no job. */
    record NotSent(String reason) implements RunEvent {}

    /** A create may have made a job. */
    record AnswerLost(String reason) implements RunEvent {}

    /** The provider was asked by key after every delay had passed, and has no job. */
    record NoJobExists() implements RunEvent {}

    record Accepted(Fact.Job job, Duration lookAgainIn) implements RunEvent {}

    record Polled(Fact.Job job, Duration lookAgainIn) implements RunEvent {}

    /** What the job has used so far was read. */
    record Metered(Fact.Meter meter) implements RunEvent {}

    /** The job has cost more than the run holds. */
    record Overran(Fact.Overrun overrun) implements RunEvent {}

    /** A person lets the job go on, and more is held for it. */
    record WentOn(Fact.Overrun overrun, String by) implements RunEvent {}

    /** A cancel reached the provider. */
    record CancelSent() implements RunEvent {}

    record Settled() implements RunEvent {}

    record Evaluated(Fact.Gates gates) implements RunEvent {}

    record Registered(Fact.Version version) implements RunEvent {}

    /** A person let the version pass a gate that does not hold. */
    record Waived(Fact.Gates gates, String gate, Fact.Waiver waiver) implements RunEvent {}

    record PromotionDecided(Fact.Promotion promotion, boolean promoted) implements RunEvent {}

    record PromotionPending(Fact.Promotion promotion) implements RunEvent {}

    /** Another run of the group is better. */
    record NotChosen(String reason) implements RunEvent {}

    record Deployed(Fact.Deployment deployment) implements RunEvent {}

    record Closed() implements RunEvent {}

    /** The run cannot go on. */
    record Failed(Fact.Failure failure) implements RunEvent {}

    /** Something outside failed; trying again makes sense. */
    record FailedOutside(Fact.Failure failure, Duration tryAgainIn) implements RunEvent {}

    record CancelRequested(String by) implements RunEvent {}

    /** The terminal states of a job at the provider that are not a success. */
    static boolean isUnsuccessful(JobState state) {
        return state.isTerminal() && state != JobState.SUCCEEDED;
    }
}

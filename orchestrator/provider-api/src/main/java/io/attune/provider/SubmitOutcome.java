package io.attune.provider;

import io.attune.kernel.ErrorCode;

/** What is known after a submit. */
public sealed interface SubmitOutcome {

    /** The provider has the job. */
    record Accepted(ProviderJob job) implements SubmitOutcome {}

    /** The provider said no and has no job: nothing was or will be billed. */
    record Refused(ErrorCode code, String message) implements SubmitOutcome {}

    /** Nothing reached the provider (no connection, or the deadline had passed), or it asked to come back later. */
    record NotSent(String reason) implements SubmitOutcome {}

    /** The request may have arrived: a job may exist. Only {@link FineTuneProvider#findByRunKey} can tell. */
    record InDoubt(String reason) implements SubmitOutcome {}
}

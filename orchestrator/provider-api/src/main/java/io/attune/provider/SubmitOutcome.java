package io.attune.provider;

import java.time.Duration;

import io.attune.kernel.ErrorCode;
import org.jspecify.annotations.Nullable;

/** What is known after a submit. */
public sealed interface SubmitOutcome {

    /** The provider has the job. */
    record Accepted(ProviderJob job) implements SubmitOutcome {}

    /** The provider said no and has no job: nothing was or will be billed. */
    record Refused(ErrorCode code, String message) implements SubmitOutcome {}

    /**
     * The provider has no room for another job now, and made none: nothing was or will be billed. The same request may be
     * taken later.
     *
     * @param code {@link ProviderException#RATE_LIMITED}, or {@link ProviderException#QUOTA} when waiting alone may not help
     * @param message in the provider's own words
     * @param retryAfter how long it asks to wait, null when it does not say
     */
    record NoRoom(ErrorCode code, String message, @Nullable Duration retryAfter) implements SubmitOutcome {}

    /** Nothing reached the provider: there was no connection, or the deadline had passed. */
    record NotSent(String reason) implements SubmitOutcome {}

    /** The request may have arrived: a job may exist. Only {@link FineTuneProvider#findByRunKey} can tell. */
    record InDoubt(String reason) implements SubmitOutcome {}
}

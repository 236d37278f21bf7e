package io.attune.orchestrator.evaluation;

import java.time.Duration;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.provider.ProviderException;
import org.jspecify.annotations.Nullable;

/** An arm gave no answer, in one of the ways that are counted. Anything else that goes wrong is thrown as it is. */
final class NotAnswered extends PlatformException {
    private static final ErrorCode CODE = new ErrorCode("not-answered", ErrorKind.OUTSIDE);

    private final Why why;
    private final @Nullable Duration retryAfter;

    /** What it means for the example. */
    enum Why {
        /** Nothing came in time; that is the arm's outcome. */
        TIMED_OUT,
        /** Whoever was asked understood and would not; that is the arm's outcome. */
        REFUSED,
        /** Nobody was there, or something broke: it is asked again, some times. */
        FAULT
    }

    /** @param retryAfter how long it is asked to wait, or null */
    NotAnswered(Why why, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(CODE, message, "", cause);
        this.why = why;
        this.retryAfter = retryAfter;
    }

    /** What a provider's failure means, or the failure itself where no other question would fare better. */
    static PlatformException of(ProviderException e) {
        if (e.timedOut()) {
            return new NotAnswered(Why.TIMED_OUT, e.message(), null, e);
        }
        if (e.code().equals(ProviderException.REFUSED)) {
            return new NotAnswered(Why.REFUSED, e.message(), null, e);
        }
        return e.code().kind().isRetryable() ? new NotAnswered(Why.FAULT, e.message(), e.retryAfter(), e) : e;
    }

    Why why() {
        return why;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}

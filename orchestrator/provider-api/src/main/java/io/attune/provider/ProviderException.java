package io.attune.provider;

import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import org.jspecify.annotations.Nullable;

/** A provider did not do what was asked. Its message never holds a credential. */
public final class ProviderException extends PlatformException {
    /** No answer: nothing listens, the connection broke, or it took too long. */
    public static final ErrorCode UNREACHABLE = new ErrorCode("provider-unreachable", ErrorKind.OUTSIDE);
    /** The provider asks to slow down. */
    public static final ErrorCode RATE_LIMITED = new ErrorCode("provider-rate-limited", ErrorKind.OUTSIDE);
    /** The account may not have more at once, or its money or allowance there is used up. */
    public static final ErrorCode QUOTA = new ErrorCode("provider-quota-exceeded", ErrorKind.OUTSIDE);
    /** The provider failed on its side, or its answer cannot be understood. */
    public static final ErrorCode FAILED = new ErrorCode("provider-failed", ErrorKind.OUTSIDE);
    /** The provider understood and said no. */
    public static final ErrorCode REFUSED = new ErrorCode("provider-refused", ErrorKind.INVALID);
    /** The provider does not know the model; no other question to it would fare better. */
    public static final ErrorCode UNKNOWN_MODEL = new ErrorCode("provider-unknown-model", ErrorKind.INVALID);
    /** The provider does not accept the credential. */
    public static final ErrorCode CREDENTIAL = new ErrorCode("provider-credential", ErrorKind.FORBIDDEN);

    private static final int CAUSES_MAX = 10;

    private final @Nullable Duration retryAfter;

    public ProviderException(ErrorCode code, String message, String nextStep) {
        this(code, message, nextStep, null, null);
    }

    public ProviderException(ErrorCode code, String message, String nextStep, @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(code, message, nextStep, cause);
        this.retryAfter = retryAfter;
    }

    /** Whether the provider was reached and did not answer in time; it may have done what was asked all the same. */
    public boolean timedOut() {
        return Stream.<Throwable>iterate(this, cause -> cause != null, Throwable::getCause).limit(CAUSES_MAX).anyMatch(
                cause -> cause instanceof TimeoutException || (cause instanceof HttpTimeoutException
                        && !(cause instanceof HttpConnectTimeoutException)));
    }

    /** How long the provider asks to wait, or null when it did not say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}

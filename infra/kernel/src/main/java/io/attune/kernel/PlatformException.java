package io.attune.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The root of every exception the platform throws on purpose. The message names the thing and the value; the next step
 * says what to do. Outcomes that are expected (a budget that does not suffice, nothing to do) are return values.
 */
public class PlatformException extends RuntimeException {
    private final ErrorCode code;
    private final String nextStep;

    public PlatformException(ErrorCode code, String message, String nextStep) {
        this(code, message, nextStep, null);
    }

    public PlatformException(ErrorCode code, String message, String nextStep, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.nextStep = nextStep;
    }

    public ErrorCode code() {
        return code;
    }

    /** What the reader can do now: one sentence, or empty when there is nothing to add. */
    public String nextStep() {
        return nextStep;
    }

    /** The message as every {@link Throwable} here has one, never null. */
    public String message() {
        return String.valueOf(getMessage());
    }
}

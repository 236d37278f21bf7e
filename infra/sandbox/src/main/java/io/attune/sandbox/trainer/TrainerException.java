package io.attune.sandbox.trainer;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import org.jspecify.annotations.Nullable;

/** A request that the trainer could not fulfil. */
public final class TrainerException extends PlatformException {

    private static final long serialVersionUID = 1L;

    /** Whose fault a failure is. */
    public enum Kind {
        /** The request itself is wrong, such as a conversation longer than the context. */
        INVALID_REQUEST("trainer-invalid-request", ErrorKind.INVALID, "Correct the request."),
        /** The numerical library has no build for this operating system and processor. */
        PLATFORM_UNSUPPORTED("trainer-platform-unsupported", ErrorKind.REFUSED,
                "Run the sandbox on Linux, macOS or Windows, or use another provider; all else of Attune works here."),
        /** The trainer's process ended; the same request can be made again. */
        PROCESS_LOST("trainer-process-lost", ErrorKind.UNAVAILABLE, "Make the same request again."),
        /** The trainer was closed. */
        CLOSED("trainer-closed", ErrorKind.UNAVAILABLE, "Start the sandbox again."),
        /** A defect of the trainer. */
        INTERNAL("trainer-internal", ErrorKind.PLATFORM, "See the trainer's log for the cause.");

        private final String code;
        private final ErrorKind kind;
        private final String nextStep;

        Kind(String code, ErrorKind kind, String nextStep) {
            this.code = code;
            this.kind = kind;
            this.nextStep = nextStep;
        }
    }

    private final Kind kind;

    public TrainerException(Kind kind, String message) {
        this(kind, message, null);
    }

    public TrainerException(Kind kind, String message, @Nullable Throwable cause) {
        super(new ErrorCode(kind.code, kind.kind), message, kind.nextStep, cause);
        this.kind = kind;
    }

    /** Whose fault it is. */
    public Kind kind() {
        return kind;
    }
}

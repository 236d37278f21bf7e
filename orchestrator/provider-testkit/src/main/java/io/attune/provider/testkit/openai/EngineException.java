package io.attune.provider.testkit.openai;

/** A request an {@link Engine} cannot fulfil. */
public final class EngineException extends RuntimeException {

    /** Whose fault it is. */
    public enum Kind {
        /** The request is wrong, such as a conversation longer than the context. */
        INVALID(400),
        /** Not now; the same request may succeed later. */
        UNAVAILABLE(503),
        /** A defect. */
        FAILED(500);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private final Kind kind;
    private final String code;

    /** {@code code} is the machine-readable word the client sees, such as {@code context_length_exceeded}. */
    public EngineException(Kind kind, String code, String message) {
        super(message);
        this.kind = kind;
        this.code = code;
    }

    /** Whose fault it is. */
    public Kind kind() {
        return kind;
    }

    String code() {
        return code;
    }
}

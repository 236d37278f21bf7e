package io.attune.pipeline.source;

import java.io.IOException;

/** What is compressed cannot be, or must not be, expanded further. Whatever stands behind is lost. */
final class DamagedInputException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String nextStep;

    DamagedInputException(String reason, String message, String nextStep) {
        super(message);
        this.reason = reason;
        this.nextStep = nextStep;
    }

    static DamagedInputException damaged(String message) {
        return new DamagedInputException(BadReason.DAMAGED, message,
                "Get the file again: what stands behind this place is lost.");
    }

    String reason() {
        return reason;
    }

    String nextStep() {
        return nextStep;
    }

    String what() {
        return String.valueOf(getMessage());
    }
}

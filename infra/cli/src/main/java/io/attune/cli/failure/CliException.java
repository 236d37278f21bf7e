package io.attune.cli.failure;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** Ends a command: what is wrong, the details below it, and what to do next. */
public final class CliException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;
    private final transient List<String> details;
    private final String nextStep;

    public CliException(ExitCode exitCode, String message, String nextStep) {
        this(exitCode, message, List.of(), nextStep, null);
    }

    /**
     * A failure with everything there is to say about it.
     *
     * @param details lines shown below the message as they are, such as the end of a log
     * @param nextStep one sentence or a command, or empty when there is nothing to add
     */
    public CliException(ExitCode exitCode, String message, List<String> details, String nextStep,
            @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.details = List.copyOf(details);
        this.nextStep = nextStep;
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    public List<String> details() {
        return details;
    }

    public String nextStep() {
        return nextStep;
    }

    /** The message, never null. */
    public String message() {
        return String.valueOf(getMessage());
    }
}

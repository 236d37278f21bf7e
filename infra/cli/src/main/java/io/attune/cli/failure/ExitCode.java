package io.attune.cli.failure;

/** What a command's exit code means. Part of the public promise: scripts and schedulers rely on it. */
public enum ExitCode {
    /** Done. */
    DONE(0),
    /** It ran, and the answer is no: a gate, a check or a bench was not passed. */
    NO(1),
    /** The input is wrong; the same command fails again. */
    BAD_INPUT(2),
    /** It waits for a person. */
    WAITS(3),
    /** A budget or a policy refused. */
    REFUSED(4),
    /** A service failed or does not run; trying again makes sense. */
    OUTSIDE(5),
    /** Another change came first, or a lock is held. */
    CONFLICT(6),
    /** Interrupted; the same command resumes. */
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** The exit code for a status of HTTP, following the platform's kinds of failure. */
    public static ExitCode ofHttpStatus(int status) {
        return switch (status) {
            case 403, 422, 429 -> REFUSED;
            case 409, 412, 423, 428 -> CONFLICT;
            default -> status >= 500 ? OUTSIDE : status >= 400 ? BAD_INPUT : DONE;
        };
    }
}

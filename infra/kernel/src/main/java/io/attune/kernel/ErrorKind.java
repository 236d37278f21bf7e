package io.attune.kernel;

/** Whose a failure is. HTTP status, retry decision and exit code follow from it mechanically. */
public enum ErrorKind {
    /** The request is wrong; sending it again unchanged fails again. */
    INVALID(400, 2),
    /** The caller is not known. */
    UNAUTHENTICATED(401, 2),
    /** The caller is known and may not. */
    FORBIDDEN(403, 4),
    /** What was named does not exist, or not for this project. */
    NOT_FOUND(404, 2),
    /** Another change came first, or a lock is held. */
    CONFLICT(409, 6),
    /** What was named existed and was removed for good. */
    GONE(410, 2),
    /** A condition the caller set on the state did not hold. */
    PRECONDITION(412, 6),
    /** A budget or a policy refuses. */
    REFUSED(422, 4),
    /** A limit of the platform is reached. */
    LIMIT(429, 4),
    /** Attune itself failed: a defect. */
    PLATFORM(500, 5),
    /** A service outside failed or could not be reached; trying again makes sense. */
    OUTSIDE(502, 5),
    /** Not ready to answer; trying again makes sense. */
    UNAVAILABLE(503, 5);

    private final int httpStatus;
    private final int exitCode;

    ErrorKind(int httpStatus, int exitCode) {
        this.httpStatus = httpStatus;
        this.exitCode = exitCode;
    }

    public int httpStatus() {
        return httpStatus;
    }

    /** The command line's exit code for this kind of failure. */
    public int exitCode() {
        return exitCode;
    }

    public boolean isRetryable() {
        return this == OUTSIDE || this == UNAVAILABLE;
    }
}

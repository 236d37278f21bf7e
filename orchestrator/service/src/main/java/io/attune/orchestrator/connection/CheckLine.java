package io.attune.orchestrator.connection;

/**
 * One thing that a check of a connection found out.
 *
 * @param what was looked at, such as {@code credential}
 * @param detail what was found
 * @param nextStep what to do where something is missing, empty otherwise
 */
record CheckLine(String what, Result result, String detail, String nextStep) {

    /** What came of it. */
    enum Result {
        OK,
        MISSING,
        /** Nothing says whether it is in order. */
        UNKNOWN
    }

    static CheckLine ok(String what, String detail) {
        return new CheckLine(what, Result.OK, detail, "");
    }

    static CheckLine missing(String what, String detail, String nextStep) {
        return new CheckLine(what, Result.MISSING, detail, nextStep);
    }

    static CheckLine unknown(String what, String detail, String nextStep) {
        return new CheckLine(what, Result.UNKNOWN, detail, nextStep);
    }
}

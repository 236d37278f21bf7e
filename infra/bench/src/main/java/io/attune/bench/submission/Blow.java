package io.attune.bench.submission;

/** What is done to the platform's process at a point. */
enum Blow {
    /** It dies and is started again. */
    KILL("SIGKILL"),
    /** It stands still until its leases have ended and another process did the work, then goes on. */
    STALL("SIGSTOP, SIGCONT");

    private final String signals;

    Blow(String signals) {
        this.signals = signals;
    }

    String signals() {
        return signals;
    }
}

package io.attune.provider;

/** Where a job stands, in the platform's words. */
public enum JobState {
    VALIDATING(false),
    QUEUED(false),
    RUNNING(false),
    PAUSING(false),
    PAUSED(false),
    FINALIZING(false),
    CANCELLING(false),
    SUCCEEDED(true),
    FAILED(true),
    CANCELLED(true),
    EXPIRED(true);

    private final boolean terminal;

    JobState(boolean terminal) {
        this.terminal = terminal;
    }

    /** Whether nothing follows this state. */
    public boolean isTerminal() {
        return terminal;
    }
}

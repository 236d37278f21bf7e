package io.attune.bench.submission;

/** From one start of a platform's process to its end. What is still on its way when it ends never arrives. */
final class Life {
    private final boolean struck;
    private volatile boolean over;

    /** @param struck whether runs are held while this process works on them, to be struck */
    Life(boolean struck) {
        this.struck = struck;
    }

    boolean isStruck() {
        return struck;
    }

    boolean isOver() {
        return over;
    }

    void end() {
        over = true;
    }
}

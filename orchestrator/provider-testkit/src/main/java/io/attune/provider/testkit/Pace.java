package io.attune.provider.testkit;

/** Decides when a simulated training makes its next step, so that tests wait for nothing. Thread-safe. */
public final class Pace {
    private long allowed;
    private boolean free;

    private Pace(boolean free) {
        this.free = free;
    }

    /** Every step is made at once. */
    public static Pace free() {
        return new Pace(true);
    }

    /** No step is made until it is allowed. */
    public static Pace held() {
        return new Pace(false);
    }

    /** Allows this many further steps, of whichever training asks first. */
    public synchronized void allow(int steps) {
        allowed += steps;
        notifyAll();
    }

    /** Allows every step from now on. */
    public synchronized void release() {
        free = true;
        notifyAll();
    }

    /** Allows no step beyond those already made. */
    public synchronized void hold() {
        free = false;
        allowed = 0;
    }

    /** For engines: waits until a step may be made and uses that permission up. */
    public synchronized void awaitStep() throws InterruptedException {
        while (!free && allowed == 0) {
            wait();
        }
        if (!free) {
            allowed--;
        }
    }
}

package io.attune.provider.testkit;

import java.util.function.BooleanSupplier;

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

    /**
     * For engines: as {@link #awaitStep()}, but gives up when {@code unless} has come true, which {@link #wake()} makes it
     * look at.
     *
     * @return whether the step may be made
     */
    public synchronized boolean awaitStep(BooleanSupplier unless) throws InterruptedException {
        while (!free && allowed == 0 && !unless.getAsBoolean()) {
            wait();
        }
        if (unless.getAsBoolean()) {
            return false;
        }
        if (!free) {
            allowed--;
        }
        return true;
    }

    /** For engines: lets those that wait look again whether they still should. */
    public synchronized void wake() {
        notifyAll();
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

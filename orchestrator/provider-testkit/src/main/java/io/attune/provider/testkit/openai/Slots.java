package io.attune.provider.testkit.openai;

import java.util.function.BooleanSupplier;

/** How many jobs train at one time. Thread-safe. */
final class Slots {
    private int free;

    Slots(int count) {
        free = count;
    }

    /** Waits for a slot; false when {@code unless} came true first, which {@link #wake()} makes it look at. */
    synchronized boolean acquire(BooleanSupplier unless) throws InterruptedException {
        while (free == 0 && !unless.getAsBoolean()) {
            wait();
        }
        if (unless.getAsBoolean()) {
            return false;
        }
        free--;
        return true;
    }

    synchronized void release() {
        free++;
        notifyAll();
    }

    synchronized void wake() {
        notifyAll();
    }
}

package io.attune.sandbox.trainer;

import java.util.concurrent.CompletableFuture;

/** Runs callers' code one after the other, never on the thread that reads the child's answers. For one giving thread. */
final class InOrder {

    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

    void run(Runnable task) {
        // What a task throws is its own affair; those behind it still run.
        last = last.handleAsync((result, failure) -> {
            task.run();
            return null;
        }, runnable -> Thread.ofVirtual().name("trainer-caller").start(runnable));
    }
}

package io.attune.sandbox.trainer.answer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Where requests gather until there are enough for a batch or a short time has passed. Many threads add, one takes. */
final class WaitingRoom {

    /** How long the first request of a batch waits for company: little beside the time an answer takes. */
    private static final Duration WINDOW = Duration.ofMillis(4);
    private static final int BATCH = 16;
    /** Tokens, padding included, that are read at once; bounds memory. */
    private static final int TOKENS_AT_ONCE = 4096;

    private final LinkedBlockingQueue<Task> arriving = new LinkedBlockingQueue<>();
    private final List<Task> waiting = new ArrayList<>();

    void add(Task task) {
        arriving.add(task);
    }

    /** The request that has waited longest and those that fit it; waits until there is one. */
    List<Task> next() throws InterruptedException {
        if (waiting.isEmpty()) {
            waiting.add(arriving.take());
        }
        arriving.drainTo(waiting);
        long deadline = System.nanoTime() + WINDOW.toNanos();
        for (long left = WINDOW.toNanos(); left > 0 && waiting.size() < BATCH; left = deadline - System.nanoTime()) {
            Task late = arriving.poll(left, TimeUnit.NANOSECONDS);
            if (late != null) {
                waiting.add(late);
            }
        }
        return batch();
    }

    private List<Task> batch() {
        Task first = waiting.getFirst();
        List<Task> batch = new ArrayList<>();
        int longest = 0;
        Iterator<Task> tasks = waiting.iterator();
        while (tasks.hasNext() && batch.size() < BATCH) {
            Task task = tasks.next();
            int width = Math.max(longest, task.tokens());
            if (task.fits(first) && (batch.isEmpty() || width * (batch.size() + 1) <= TOKENS_AT_ONCE)) {
                batch.add(task);
                longest = width;
                tasks.remove();
            }
        }
        return batch;
    }

    /** Everything that still waits. */
    List<Task> clear() {
        arriving.drainTo(waiting);
        List<Task> left = List.copyOf(waiting);
        waiting.clear();
        return left;
    }
}

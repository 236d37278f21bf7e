package io.attune.orchestrator.evaluation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Lets threads that write at the same time write together. Whoever comes while nothing is being written writes at once, alone;
 * whoever comes meanwhile is written with all others that did. Each returns when its own is written. Thread-safe.
 *
 * @param <T> what is written
 * @param <R> what comes of it
 */
final class Together<T, R> {
    private final Function<List<T>, List<R>> write;
    private final int most;
    private final ReentrantLock turn = new ReentrantLock();
    private final Queue<Waiting<T, R>> queue = new ArrayDeque<>();

    private static final class Waiting<T, R> {
        private final T what;
        private @Nullable R result;
        private @Nullable Throwable failure;
        private boolean written;

        Waiting(T what) {
            this.what = what;
        }
    }

    /**
     * @param write writes several and gives what came of each, in their order
     * @param most that are written at once
     */
    Together(int most, Function<List<T>, List<R>> write) {
        this.most = most;
        this.write = write;
    }

    /** Writes one thing; a failure is everybody's whose thing was written with it. */
    R write(T what) {
        Waiting<T, R> mine = new Waiting<>(what);
        synchronized (queue) {
            queue.add(mine);
        }
        turn.lock();
        try {
            while (!mine.written) {
                some();
            }
        } finally {
            turn.unlock();
        }
        return outcome(mine);
    }

    private void some() {
        List<Waiting<T, R>> some = new ArrayList<>();
        synchronized (queue) {
            while (some.size() < most && !queue.isEmpty()) {
                some.add(queue.remove());
            }
        }
        try {
            List<R> results = write.apply(some.stream().map(waiting -> waiting.what).toList());
            for (int i = 0; i < some.size(); i++) {
                some.get(i).result = results.get(i);
            }
        } catch (RuntimeException | Error e) {
            some.forEach(waiting -> waiting.failure = e);
        } finally {
            some.forEach(waiting -> waiting.written = true);
        }
    }

    private static <R> R outcome(Waiting<?, R> mine) {
        R result = mine.result;
        if (result != null) {
            return result;
        }
        switch (mine.failure) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> throw new IllegalStateException("nothing came of it");
        }
    }
}

package io.attune.pipeline.near;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;

/** Runs numbered tasks on a fixed number of threads; one means the caller's. Nothing may depend on who ran what when. */
final class Workers implements AutoCloseable {
    private final int threads;
    private final ExecutorService pool;

    Workers(int threads) {
        this.threads = threads;
        this.pool = Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().name("near-", 0).factory());
    }

    /**
     * Runs tasks 0 to {@code tasks - 1} and returns when all are done.
     *
     * @param state makes what each thread keeps for itself
     * @throws RuntimeException what a task threw
     */
    <S> void run(int tasks, Supplier<S> state, ObjIntConsumer<S> task) {
        int used = Math.min(threads, tasks);
        if (used <= 1) {
            S own = state.get();
            for (int i = 0; i < tasks; i++) {
                task.accept(own, i);
            }
            return;
        }
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        for (int t = 0; t < used; t++) {
            running.add(pool.submit(() -> {
                S own = state.get();
                for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
                    task.accept(own, i);
                }
            }));
        }
        running.forEach(future -> await(future, next, tasks));
    }

    /** Sorts ascending. */
    void sort(long[] values) {
        if (threads == 1) {
            Arrays.sort(values);
            return;
        }
        try (ForkJoinPool own = new ForkJoinPool(threads)) {
            own.invoke(ForkJoinTask.adapt(() -> Arrays.parallelSort(values)));
        }
    }

    private static void await(Future<?> future, AtomicInteger next, int tasks) {
        try {
            future.get();
        } catch (ExecutionException e) {
            next.set(tasks);
            throw e.getCause() instanceof RuntimeException own ? own : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            next.set(tasks);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Clustering was interrupted", e);
        }
    }

    /** Stops what still runs. */
    @Override
    public void close() {
        pool.shutdownNow();
        pool.close();
    }
}

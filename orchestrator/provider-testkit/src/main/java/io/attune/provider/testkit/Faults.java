package io.attune.provider.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The faults a simulated vendor is about to show, per operation and in order. Thread-safe. */
public final class Faults {
    private final Map<Operation, ArrayDeque<Fault>> waiting = new EnumMap<>(Operation.class);
    private Duration listDelay = Duration.ZERO;

    /** Strikes the next request for the operation that no earlier fault strikes. */
    public synchronized void next(Operation operation, Fault fault) {
        next(operation, 1, fault);
    }

    /** Strikes the next {@code times} requests for the operation that no earlier fault strikes. */
    public synchronized void next(Operation operation, int times, Fault fault) {
        ArrayDeque<Fault> queue = waiting.computeIfAbsent(operation, o -> new ArrayDeque<>());
        for (int i = 0; i < times; i++) {
            queue.add(fault);
        }
    }

    /** From now on, jobs younger than this on the vendor's clock are missing from its lists though they exist. */
    public synchronized void listDelay(Duration delay) {
        listDelay = delay;
    }

    /** See {@link #listDelay(Duration)}. */
    public synchronized Duration listDelay() {
        return listDelay;
    }

    /** Forgets every fault. */
    public synchronized void clear() {
        waiting.clear();
        listDelay = Duration.ZERO;
    }

    /** For servers: takes the fault that strikes this request, or null when it goes well. */
    public synchronized @Nullable Fault take(Operation operation) {
        ArrayDeque<Fault> queue = waiting.get(operation);
        return queue == null ? null : queue.poll();
    }
}

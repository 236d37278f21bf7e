package io.attune.bench.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.attune.bench.Bench;

/** How long calls took. */
final class Latencies {
    private final List<Long> nanos = new ArrayList<>();

    void time(Bench.Work call) throws Exception {
        long before = System.nanoTime();
        call.run();
        nanos.add(System.nanoTime() - before);
    }

    int count() {
        return nanos.size();
    }

    /** The time within which 99 of 100 calls were answered, in milliseconds. */
    double p99() {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        return sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1) / 1e6;
    }
}

package io.attune.pipeline.curate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Adds up what steps cost. Thread-safe; a reading costs some ten nanoseconds. */
final class StepTimer {
    private final LongSupplier nanos;
    private final Map<String, Sum> sums = new LinkedHashMap<>();

    /** @param nanos a clock that only counts */
    StepTimer(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private record Sum(LongAdder records, LongAdder nanos) {}

    long now() {
        return nanos.getAsLong();
    }

    /** Notes work that began at {@code start}, and returns when it ended. */
    long add(String step, long records, long start) {
        long end = now();
        Sum sum = sum(step);
        sum.records.add(records);
        sum.nanos.add(end - start);
        return end;
    }

    private Sum sum(String step) {
        synchronized (sums) {
            return sums.computeIfAbsent(step, s -> new Sum(new LongAdder(), new LongAdder()));
        }
    }

    /** The sums so far, in the order in which the steps were first seen. */
    List<StepTime> times() {
        synchronized (sums) {
            return sums.entrySet().stream().map(entry -> new StepTime(entry.getKey(),
                    entry.getValue().records.sum(), entry.getValue().nanos.sum())).toList();
        }
    }
}

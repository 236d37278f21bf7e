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

    /** What one step cost so far. */
    static final class Sum {
        private final LongAdder records = new LongAdder();
        private final LongAdder nanos = new LongAdder();
    }

    long now() {
        return nanos.getAsLong();
    }

    /** Notes work that began at {@code start}, and returns when it ended. */
    long add(String step, long records, long start) {
        return add(sum(step), records, start);
    }

    /** The same for a step whose sum is at hand, without looking it up. */
    long add(Sum sum, long records, long start) {
        long end = now();
        sum.records.add(records);
        sum.nanos.add(end - start);
        return end;
    }

    /** What a step's times are added to. It stands among the times in the order in which it was first asked for. */
    Sum sum(String step) {
        synchronized (sums) {
            return sums.computeIfAbsent(step, s -> new Sum());
        }
    }

    /** The sums so far, in the order in which the steps were first seen; without those that were never added to. */
    List<StepTime> times() {
        synchronized (sums) {
            return sums.entrySet().stream().filter(entry -> entry.getValue().records.sum() > 0).map(
                    entry -> new StepTime(entry.getKey(),
                            entry.getValue().records.sum(), entry.getValue().nanos.sum())).toList();
        }
    }
}

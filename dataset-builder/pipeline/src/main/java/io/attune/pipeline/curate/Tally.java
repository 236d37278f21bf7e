package io.attune.pipeline.curate;

import java.util.TreeMap;

import io.attune.pipeline.Drop;
import io.attune.pipeline.StepCount;

/** Counts what one step does. */
final class Tally {
    private final String step;
    private final String version;
    private long in;
    private long kept;
    private long dropped;
    private long merged;
    private long changed;
    private final TreeMap<String, Long> reasons = new TreeMap<>();

    Tally(String step, String version) {
        this.step = step;
        this.version = version;
    }

    String step() {
        return step;
    }

    void keep(boolean wasChanged) {
        in++;
        kept++;
        changed += wasChanged ? 1 : 0;
    }

    void remove(Drop drop) {
        in++;
        switch (drop.kind()) {
            case DROPPED -> dropped++;
            case MERGED -> merged++;
        }
        reasons.merge(drop.reason(), 1L, Long::sum);
    }

    StepCount count() {
        return new StepCount(step, version, in, 0, kept, dropped, merged, changed, reasons);
    }
}

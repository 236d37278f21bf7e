package io.attune.dataset.audit;

import java.util.Comparator;

import io.attune.pipeline.Split;

/** A stratum: what one source gave to one split. */
record Part(String source, Split split) implements Comparable<Part> {
    private static final Comparator<Part> ORDER = Comparator.comparing(Part::source).thenComparing(Part::split);

    @Override
    public int compareTo(Part other) {
        return ORDER.compare(this, other);
    }
}

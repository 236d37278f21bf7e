package io.attune.bench;

import java.util.Arrays;
import java.util.List;

/** Repeated readings of one measure; at least one. */
public record Readings(List<Double> values) {
    public Readings {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("A measure needs a reading");
        }
    }

    public static Readings of(double... values) {
        return new Readings(Arrays.stream(values).boxed().toList());
    }

    /** The middle one; the mean of the two in the middle when there is an even number. */
    public double median() {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public double least() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    public double most() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}

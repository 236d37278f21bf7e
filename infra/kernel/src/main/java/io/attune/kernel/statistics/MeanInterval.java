package io.attune.kernel.statistics;

import java.util.Arrays;

import io.attune.kernel.Interval;

/** The interval of a measure's mean by the method that holds for its kind: a share's by its formula, others' by resampling. */
public final class MeanInterval {
    private MeanInterval() {}

    /**
     * The interval of a mean.
     *
     * @param values one per example, at least one
     * @param level how often such an interval holds the true value, such as 0.95
     * @param seed makes it repeatable
     */
    public static Interval of(double[] values, double level, long seed) {
        return isShare(values)
                ? Wilson.interval((long) Arrays.stream(values).sum(), values.length, level)
                : PairedBootstrap.mean(values, level, seed);
    }

    /** The interval of {@code mean(left) - mean(right)}, both measured on the same examples in the same order. */
    public static Interval ofDifference(double[] left, double[] right, double level, long seed) {
        return PairedDifference.of(left, right, seed).interval(level);
    }

    static boolean isShare(double[] values) {
        return Arrays.stream(values).allMatch(value -> value == 0 || value == 1);
    }
}

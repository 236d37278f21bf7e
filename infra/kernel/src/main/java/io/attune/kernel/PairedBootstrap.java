package io.attune.kernel;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The paired percentile bootstrap (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13): the
 * interval of the mean difference of two measures taken on the same examples. Resampling is by example, so what makes
 * an example hard for both sides cancels.
 */
public final class PairedBootstrap {
    private static final int RESAMPLES = 2_000;

    private PairedBootstrap() {}

    /**
     * The 95 % interval of {@code mean(left) - mean(right)}.
     *
     * @param left one measure per example
     * @param right the other side's measure of the same examples, in the same order
     * @param seed makes the interval repeatable
     * @throws IllegalArgumentException when the sides differ in length or are empty
     */
    public static Interval meanDifference(double[] left, double[] right, long seed) {
        if (left.length != right.length || left.length == 0) {
            throw new IllegalArgumentException("A paired bootstrap needs two sides of one length above zero, not "
                    + left.length + " and " + right.length);
        }
        double[] differences = new double[left.length];
        for (int i = 0; i < left.length; i++) {
            differences[i] = left[i] - right[i];
        }
        return mean(differences, seed);
    }

    /** The 95 % interval of a mean. */
    public static Interval mean(double[] values, long seed) {
        if (values.length == 0) {
            throw new IllegalArgumentException("A bootstrap needs at least one value");
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] means = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += values[random.nextInt(values.length)];
            }
            means[r] = sum / values.length;
        }
        Arrays.sort(means);
        return new Interval(quantile(means, 0.025), Arrays.stream(values).average().orElseThrow(),
                quantile(means, 0.975));
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}

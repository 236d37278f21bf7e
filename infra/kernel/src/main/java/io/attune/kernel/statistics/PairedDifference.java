package io.attune.kernel.statistics;

import java.util.Arrays;

import io.attune.kernel.Interval;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/**
 * The difference of two means measured on the same examples: shares by {@link PairedShares}, other measures by {@link
 * PairedBootstrap}, both with the probability that belongs to their intervals, so that a correction for several questions and the
 * interval that is shown agree.
 */
public final class PairedDifference {
    private final double[] left;
    private final double[] right;
    private final PairedBootstrap.@Nullable Resampled resampled;

    private PairedDifference(double[] left, double[] right, PairedBootstrap.@Nullable Resampled resampled) {
        this.left = left;
        this.right = right;
        this.resampled = resampled;
    }

    /**
     * Compares two sides.
     *
     * @param left one measure per example, at least one
     * @param right the other side's measure of the same examples, in the same order
     * @param seed makes it repeatable
     * @throws IllegalArgumentException when the sides differ in length or are empty
     */
    public static PairedDifference of(double[] left, double[] right, long seed) {
        boolean shares = MeanInterval.isShare(left) && MeanInterval.isShare(right);
        return new PairedDifference(left.clone(), right.clone(), shares
                ? null
                : PairedBootstrap.resampled(PairedBootstrap.differences(left, right), seed));
    }

    /** The interval of {@code mean(left) - mean(right)}. */
    public Interval interval(double level) {
        return resampled == null ? PairedShares.difference(left, right, level) : resampled.interval(level);
    }

    /**
     * How likely at most such a difference above 0 is where there is none or one below: one side of the interval that just
     * touches 0.
     */
    public double pAbove() {
        return resampled == null
                ? NormalDistribution.of(0, 1).survivalProbability(PairedShares.score(left, right))
                : resampled.pAbove();
    }

    /** The same for a difference below 0. */
    public double pBelow() {
        return resampled == null
                ? NormalDistribution.of(0, 1).cumulativeProbability(PairedShares.score(left, right))
                : resampled.pBelow();
    }

    /** The standard deviation of the examples' differences; 0 for a single example. */
    public double deviation() {
        double[] differences = PairedBootstrap.differences(left, right);
        double mean = Arrays.stream(differences).average().orElse(0);
        return differences.length < 2
                ? 0
                : Math.sqrt(Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum() / (differences.length
                        - 1));
    }
}

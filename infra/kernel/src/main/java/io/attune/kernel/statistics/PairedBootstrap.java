package io.attune.kernel.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

import io.attune.kernel.Interval;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The paired bootstrap: the interval of the mean difference of two measures taken on the same examples. Resampling is by
 * example, so what makes an example hard for both sides cancels (B. Efron, R. Tibshirani, An Introduction to the Bootstrap,
 * 1993, chapter 13). The percentiles are the expanded ones, which make up for the narrowness of small samples (T. Hesterberg,
 * "What teachers should know about the bootstrap", The American Statistician 69, 2015, section 3.2). Percentiles beyond the last of
 * the resamples are Student's, and so are probabilities where no resample crosses 0: a correction for many questions asks for them.
 *
 * <p>For measures that are either 0 or 1 use {@link Wilson} and {@link PairedShares}: where all examples agree, a resample never
 * differs, and the interval would promise a certainty nobody has.
 */
public final class PairedBootstrap {
    private static final int RESAMPLES_MIN = 2_000;
    private static final int RESAMPLES_MAX = 10_000;
    /** Large samples are resampled less often, for their intervals are steadier. */
    private static final int DRAWS = 10_000_000;

    private PairedBootstrap() {}

    /**
     * The interval of {@code mean(left) - mean(right)}.
     *
     * @param left one measure per example
     * @param right the other side's measure of the same examples, in the same order
     * @param level how often such an interval holds the true value, such as 0.95
     * @param seed makes the interval repeatable
     * @throws IllegalArgumentException when the sides differ in length or are empty
     */
    public static Interval meanDifference(double[] left, double[] right, double level, long seed) {
        return mean(differences(left, right), level, seed);
    }

    static double[] differences(double[] left, double[] right) {
        if (left.length != right.length || left.length == 0) {
            throw new IllegalArgumentException("A paired bootstrap needs two sides of one length above zero, not "
                    + left.length + " and " + right.length);
        }
        double[] differences = new double[left.length];
        for (int i = 0; i < left.length; i++) {
            differences[i] = left[i] - right[i];
        }
        return differences;
    }

    /** The interval of a mean; of a single value nothing is known but the value itself. */
    public static Interval mean(double[] values, double level, long seed) {
        return resampled(values, seed).interval(level);
    }

    static Interval mean(double[] values, double level, long seed, int resamples) {
        return resampled(values, seed, resamples).interval(level);
    }

    static Resampled resampled(double[] values, long seed) {
        return resampled(values, seed, Math.clamp(DRAWS / Math.max(1, values.length), RESAMPLES_MIN, RESAMPLES_MAX));
    }

    private static Resampled resampled(double[] values, long seed, int resamples) {
        if (values.length == 0) {
            throw new IllegalArgumentException("A bootstrap needs at least one value");
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] means = new double[values.length == 1 ? 0 : resamples];
        for (int r = 0; r < means.length; r++) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += values[random.nextInt(values.length)];
            }
            means[r] = sum / values.length;
        }
        Arrays.sort(means);
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
        return new Resampled(values.length, mean, Math.sqrt(squares / Math.max(1, values.length - 1) / values.length),
                means);
    }

    /**
     * A sample drawn again many times.
     *
     * @param error the mean's standard error
     * @param means of the resamples, sorted; none of a single value
     */
    @SuppressWarnings("ArrayRecordComponent") // stays within this package
    record Resampled(int size, double mean, double error, double[] means) {

        Interval interval(double level) {
            if (means.length == 0) {
                return new Interval(Double.NEGATIVE_INFINITY, mean, Double.POSITIVE_INFINITY);
            }
            int beyond = (int) Math.floor(tail(size, level) * (means.length + 1));
            if (beyond > 0) {
                return new Interval(means[beyond - 1], mean, means[means.length - beyond]);
            }
            double half = -TDistribution.of(size - 1.0).inverseCumulativeProbability((1 - level) / 2) * error;
            return new Interval(Math.min(means[0], mean - half), mean, Math.max(means[means.length - 1], mean + half));
        }

        /** One side of the interval that just touches 0 from above; (b + 1)/(R + 1) resamples lie beyond (Davison and Hinkley 1997). */
        double pAbove() {
            return p(Arrays.stream(means).filter(m -> m <= 0).count(), mean);
        }

        double pBelow() {
            return p(Arrays.stream(means).filter(m -> m >= 0).count(), -mean);
        }

        private double p(long beyond, double distance) {
            if (means.length == 0) {
                return 1;
            }
            double resampled = untail(size, (beyond + 1.0) / (means.length + 1.0));
            return beyond > 0
                    ? resampled
                    : Math.min(resampled, TDistribution.of(size - 1.0).cumulativeProbability(-distance / error));
        }
    }

    /** The share below the lower percentile: Φ(√(n/(n−1)) · t), t being the quantile of Student's law with n−1 degrees. */
    private static double tail(int n, double level) {
        double t = TDistribution.of(n - 1.0).inverseCumulativeProbability((1 - level) / 2);
        return NormalDistribution.of(0, 1).cumulativeProbability(Math.sqrt(n / (n - 1.0)) * t);
    }

    /** The other way round: the one-sided probability whose percentile a share is. */
    private static double untail(int n, double share) {
        return TDistribution.of(n - 1.0).cumulativeProbability(NormalDistribution.of(0, 1).inverseCumulativeProbability(
                share) / Math.sqrt(n / (n - 1.0)));
    }
}

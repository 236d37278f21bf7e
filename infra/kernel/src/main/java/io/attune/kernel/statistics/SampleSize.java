package io.attune.kernel.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** How many examples a question needs before it is worth asking. */
public final class SampleSize {
    private SampleSize() {}

    /**
     * How many pairs show a mean difference with a given probability, by the normal approximation: n = ((z<sub>(1+level)/2</sub> +
     * z<sub>power</sub>) σ/δ)² (J. Cohen, Statistical Power Analysis for the Behavioral Sciences, second edition, 1988, section 2.4).
     *
     * @param difference the smallest one of interest, not 0
     * @param deviation of the pairs' differences, at least 0
     * @param level of the interval that is to exclude 0, such as 0.95
     * @param power how often it is to do so, such as 0.8
     * @return at least 2
     */
    public static long paired(double difference, double deviation, double level, double power) {
        if (difference == 0 || deviation < 0) {
            throw new IllegalArgumentException("No sample shows a difference of " + difference + " with deviation "
                    + deviation);
        }
        NormalDistribution normal = NormalDistribution.of(0, 1);
        double z = normal.inverseSurvivalProbability((1 - level) / 2) + normal.inverseCumulativeProbability(power);
        double root = z * deviation / difference;
        return Math.max(2, (long) Math.ceil(root * root));
    }

    /** How many pairs of shares show a difference, where the sides disagree on {@code disagree} of the examples. */
    public static long pairedShares(double difference, double disagree, double level, double power) {
        return paired(difference, Math.sqrt(Math.max(0, disagree - difference * difference)), level, power);
    }
}

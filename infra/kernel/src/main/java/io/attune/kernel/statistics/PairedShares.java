package io.attune.kernel.statistics;

import io.attune.kernel.Interval;

/**
 * The difference of two shares measured on the same examples, by the adjusted Wald interval: to each of the two kinds of
 * examples on which the sides differ one is added, so that an interval has a width even where none differ (D. Bonett, R. Price,
 * "Adjusted Wald confidence interval for a difference of binomial proportions based on paired data", Journal of Educational and
 * Behavioral Statistics 37, 2012).
 */
public final class PairedShares {
    private PairedShares() {}

    /**
     * The interval of {@code share(left) - share(right)}.
     *
     * @param left for each example 1 when it has the property, else 0
     * @param right the same of the other side, in the same order
     * @param level how often such an interval holds the true value, such as 0.95
     * @throws IllegalArgumentException when the sides differ in length or are empty
     */
    public static Interval difference(double[] left, double[] right, double level) {
        Adjusted adjusted = adjusted(left, right);
        double half = Wilson.z(level) * adjusted.error();
        double estimate = adjusted.estimate();
        return new Interval(Math.max(-1, Math.min(estimate, adjusted.difference() - half)), estimate, Math.min(1,
                Math.max(estimate, adjusted.difference() + half)));
    }

    /** How many standard errors the adjusted difference is above 0. */
    static double score(double[] left, double[] right) {
        Adjusted adjusted = adjusted(left, right);
        return adjusted.difference() / adjusted.error();
    }

    private record Adjusted(double estimate, double difference, double error) {}

    private static Adjusted adjusted(double[] left, double[] right) {
        if (left.length != right.length || left.length == 0) {
            throw new IllegalArgumentException("Paired shares need two sides of one length above zero, not "
                    + left.length + " and " + right.length);
        }
        int onlyLeft = 0;
        int onlyRight = 0;
        for (int i = 0; i < left.length; i++) {
            if (left[i] > right[i]) {
                onlyLeft++;
            } else if (left[i] < right[i]) {
                onlyRight++;
            }
        }
        double size = left.length + 2.0;
        double forLeft = (onlyLeft + 1) / size;
        double forRight = (onlyRight + 1) / size;
        double difference = forLeft - forRight;
        return new Adjusted((double) (onlyLeft - onlyRight) / left.length, difference, Math.sqrt((forLeft + forRight
                - difference * difference) / size));
    }
}

package io.attune.kernel.statistics;

import io.attune.kernel.Interval;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The score interval of a proportion: E. B. Wilson, "Probable inference, the law of succession, and statistical
 * inference", Journal of the American Statistical Association 22, 1927. Unlike the interval of school books it holds for
 * few observations and for shares near 0 and 1 (L. Brown, T. Cai, A. DasGupta, "Interval estimation for a binomial
 * proportion", Statistical Science 16, 2001).
 */
public final class Wilson {
    private static final double USUAL = 0.95;

    private Wilson() {}

    /**
     * The 95 % interval of a share of which {@code found} of {@code seen} were observed.
     *
     * @throws IllegalArgumentException unless 0 ≤ found ≤ seen and seen &gt; 0
     */
    public static Interval interval(long found, long seen) {
        return interval(found, seen, USUAL);
    }

    /** The same at another level, such as 0.99. */
    public static Interval interval(long found, long seen, double level) {
        if (seen < 1 || found < 0 || found > seen) {
            throw new IllegalArgumentException(found + " of " + seen + " is no share");
        }
        return interval((double) found / seen, (double) seen, level);
    }

    /** How many standard deviations a normal interval of a level reaches to each side. */
    static double z(double level) {
        return NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - level) / 2);
    }

    /**
     * The 95 % interval of a share that was estimated from as much information as {@code size} independent observations give.
     *
     * @param share from 0 to 1
     * @param size above 0, not necessarily whole; infinite when the share is known
     */
    static Interval interval(double share, double size) {
        return interval(share, size, USUAL);
    }

    private static Interval interval(double share, double size, double level) {
        double z = z(level);
        double square = z * z;
        double scale = 1 + square / size;
        double centre = (share + square / (2 * size)) / scale;
        double half = z / scale * Math.sqrt(share * (1 - share) / size + square / (4 * size * size));
        return new Interval(share == 0 ? 0 : Math.max(0, centre - half), share, share == 1
                ? 1
                : Math.min(1, centre + half));
    }
}

package io.attune.kernel.statistics;

import java.util.List;

import io.attune.kernel.Interval;

/**
 * A share of a population that was sampled stratum by stratum. The estimate is the post-stratified one, Σ W<sub>h</sub>
 * p<sub>h</sub> with W<sub>h</sub> = N<sub>h</sub>/N (W. Cochran, Sampling Techniques, third edition, 1977, formula 5.1
 * and section 5A.9). Its interval is Wilson's with the effective size n* = 1 / Σ W<sub>h</sub>² (1 −
 * n<sub>h</sub>/N<sub>h</sub>) / n<sub>h</sub>: the number of independent observations that would give the estimate the
 * same variance if the share were the same in every stratum (Cochran, theorem 5.3; L. Kish, Survey Sampling, 1965,
 * section 11.7). It does not rest on the observed variance of each stratum, which is zero where nothing was found, and
 * would promise a certainty nobody has (C. Franco, R. Little, T. Louis, E. Slud, "Comparative study of confidence
 * intervals for proportions in complex sample surveys", Journal of Survey Statistics and Methodology 7, 2019).
 *
 * @param strata those that were sampled, at least one
 */
public record StratifiedProportion(List<Stratum> strata) {

    /**
     * A part of the population.
     *
     * @param size how many it has
     * @param seen how many of them were looked at, from 1 to {@code size}
     * @param found how many of those have the property
     */
    public record Stratum(long size, long seen, long found) {
        public Stratum {
            if (seen < 1 || seen > size || found < 0 || found > seen) {
                throw new IllegalArgumentException("A stratum of " + size + " of which " + seen + " were seen and "
                        + found + " found");
            }
        }

        /** The 95 % interval of this stratum alone. */
        public Interval interval() {
            return StratifiedProportion.of(List.of(this)).interval();
        }
    }

    public StratifiedProportion {
        strata = List.copyOf(strata);
        if (strata.isEmpty()) {
            throw new IllegalArgumentException("A share of a population needs at least one stratum");
        }
    }

    /** The share in a population of these strata. */
    public static StratifiedProportion of(List<Stratum> strata) {
        return new StratifiedProportion(strata);
    }

    /** The estimate. */
    public double share() {
        double all = population();
        return Math.clamp(strata.stream().mapToDouble(s -> s.size() / all * s.found() / s.seen()).sum(), 0, 1);
    }

    /** The estimate with its 95 % interval; the estimate alone when everything was looked at. */
    public Interval interval() {
        double all = population();
        double variance = strata.stream().mapToDouble(s -> {
            double weight = s.size() / all;
            return weight * weight * (1 - (double) s.seen() / s.size()) / s.seen();
        }).sum();
        double share = share();
        return variance <= 0 ? new Interval(share, share, share) : Wilson.interval(share, 1 / variance);
    }

    private double population() {
        return strata.stream().mapToLong(Stratum::size).sum();
    }
}

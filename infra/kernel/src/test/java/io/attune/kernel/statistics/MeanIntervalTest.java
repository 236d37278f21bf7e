package io.attune.kernel.statistics;

import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.attune.kernel.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class MeanIntervalTest {
    private static final int TRIALS = 1_000;

    /** Fewer than usual; the intervals of this many trials would take a minute otherwise. */
    private static final int RESAMPLES = 1_000;

    /** A law whose mean is known, and how often its intervals hold it at least: less than they say where it is skewed. */
    private record Law(String name, ToDoubleFunction<SplittableRandom> draw, double mean, double coversAtLeast) {
        double[] sample(SplittableRandom random, int size) {
            return random.doubles(size).map(ignored -> draw.applyAsDouble(random)).toArray();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> measures() {
        Stream<Law> laws = Stream.of(new Law("uniform", SplittableRandom::nextDouble, 0.5, 0.93),
                new Law("normal", random -> 3 + random.nextGaussian(), 3, 0.93),
                new Law("thirds of an answer", random -> random.nextInt(4) / 3.0, 0.5, 0.93),
                new Law("exponential", SplittableRandom::nextExponential, 1, 0.90));
        return laws.flatMap(law -> Stream.of(arguments(law, 30), arguments(law, 100)));
    }

    @ParameterizedTest(name = "{0}, {1} examples")
    @MethodSource("measures")
    void nineteen_resampled_intervals_in_twenty_hold_the_true_mean(Law law, int size) {
        SplittableRandom random = new SplittableRandom(11);
        assertThat(held(trial -> PairedBootstrap.mean(law.sample(random, size), 0.95, trial, RESAMPLES),
                law.mean())).isBetween(law.coversAtLeast(), 0.995);
    }

    static Stream<Arguments> shares() {
        return Stream.of(0.02, 0.1, 0.5, 0.9, 0.98).flatMap(p -> Stream.of(arguments(p, 30), arguments(p, 100)));
    }

    @ParameterizedTest(name = "share of {0}, {1} examples")
    @MethodSource("shares")
    void nineteen_intervals_in_twenty_hold_the_true_share(double p, int size) {
        SplittableRandom random = new SplittableRandom(11);
        Law law = new Law("share", r -> r.nextDouble() < p ? 1 : 0, p, 0.92);
        assertThat(held(trial -> MeanInterval.of(law.sample(random, size), 0.95, trial), p)).isBetween(
                law.coversAtLeast(), 0.995);
    }

    /** The share of intervals that hold the true value. */
    private static double held(LongFunction<Interval> interval, double truth) {
        return LongStream.range(0, TRIALS).filter(trial -> !interval.apply(trial).excludes(truth)).count()
                / (double) TRIALS;
    }

    /** Left is right where both would be, and by itself at times; the same for right. */
    @ParameterizedTest(name = "only left {0}, only right {1}, {2} examples")
    @MethodSource("pairs")
    void nineteen_intervals_in_twenty_hold_the_true_difference_of_paired_shares(double onlyLeft, double onlyRight,
            int size) {
        SplittableRandom random = new SplittableRandom(5);
        assertThat(held(trial -> {
            double[] left = new double[size];
            double[] right = new double[size];
            for (int i = 0; i < size; i++) {
                double drawn = random.nextDouble();
                left[i] = drawn < onlyLeft || drawn > 0.6 ? 1 : 0;
                right[i] = (drawn >= onlyLeft && drawn < onlyLeft + onlyRight) || drawn > 0.6 ? 1 : 0;
            }
            return MeanInterval.ofDifference(left, right, 0.95, trial);
        }, onlyLeft - onlyRight)).isBetween(0.93, 0.999);
    }

    static Stream<Arguments> pairs() {
        return Stream.of(arguments(0.05, 0.05, 30), arguments(0.2, 0.05, 30), arguments(0.02, 0.02, 200), arguments(0.1,
                0.02, 200), arguments(0.25, 0.25, 100));
    }

    @Test
    void where_all_answers_are_right_the_share_may_still_be_lower() {
        Interval interval = MeanInterval.of(new double[]{1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 0.95, 1);
        assertThat(interval.estimate()).isEqualTo(1);
        assertThat(interval.low()).isBetween(0.6, 0.8);
    }

    @Test
    void sides_that_agree_everywhere_may_still_differ() {
        double[] same = {1, 0, 1, 1, 0, 1, 1, 1, 0, 1};
        Interval difference = MeanInterval.ofDifference(same, same, 0.95, 1);
        assertThat(difference.excludes(0)).isFalse();
        assertThat(difference.high()).isPositive();
        assertThat(difference.low()).isNegative();
    }

    @Test
    void a_higher_level_is_a_wider_interval() {
        double[] values = new SplittableRandom(1).doubles(50).toArray();
        Interval usual = MeanInterval.of(values, 0.95, 1);
        Interval wide = MeanInterval.of(values, 0.99, 1);
        assertThat(wide.low()).isLessThan(usual.low());
        assertThat(wide.high()).isGreaterThan(usual.high());
    }
}

package io.attune.kernel.statistics;

import java.util.SplittableRandom;

import io.attune.kernel.Interval;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The simulations: what is promised of intervals holds when they are made a thousand times. */
class PairedDifferenceTest {
    private static final int REPETITIONS = 2_000;
    private static final double LEVEL = 0.95;
    /** Four standard errors of a share of 5 % in so many repetitions. */
    private static final double NOISE = 4 * Math.sqrt(0.05 * 0.95 / REPETITIONS);

    @Test
    void intervals_of_the_difference_of_shares_hold_the_truth_as_often_as_they_say() {
        SplittableRandom random = new SplittableRandom(11);
        int held = 0;
        for (int r = 0; r < REPETITIONS; r++) {
            Sides sides = shares(random, 120, 0.15, 0.07);
            held += PairedDifference.of(sides.left, sides.right, 1).interval(LEVEL).excludes(0.08) ? 0 : 1;
        }
        assertThat((double) held / REPETITIONS).isCloseTo(LEVEL, within(NOISE + 0.005));
    }

    @Test
    void intervals_of_the_difference_of_skewed_losses_hold_the_truth_as_often_as_they_say() {
        SplittableRandom random = new SplittableRandom(12);
        int repetitions = 1_000;
        int held = 0;
        for (int r = 0; r < repetitions; r++) {
            double[] differences = new double[60];
            for (int i = 0; i < differences.length; i++) {
                differences[i] = random.nextExponential() - random.nextExponential() * 0.5;
            }
            held += PairedBootstrap.mean(differences, LEVEL, r, 1_000).excludes(0.5) ? 0 : 1;
        }
        // the bootstrap of 60 skewed differences is known to be a little short
        assertThat((double) held / repetitions).isBetween(0.92, 0.98);
    }

    @Test
    void the_probability_and_the_interval_say_the_same() {
        SplittableRandom random = new SplittableRandom(13);
        for (int r = 0; r < 300; r++) {
            Sides sides = shares(random, 20 + random.nextInt(100), 0.2, 0.05);
            PairedDifference difference = PairedDifference.of(sides.left, sides.right, 1);
            assertThat(difference.pAbove() < 0.025).isEqualTo(difference.interval(LEVEL).low() > 0);
            assertThat(difference.pBelow() < 0.025).isEqualTo(difference.interval(LEVEL).high() < 0);
        }
    }

    @Test
    void the_probability_of_resampled_differences_is_where_their_interval_touches_zero() {
        SplittableRandom random = new SplittableRandom(14);
        for (int r = 0; r < 20; r++) {
            double[] left = random.doubles(40).map(v -> v + 0.1).toArray();
            PairedDifference difference = PairedDifference.of(left, random.doubles(40).toArray(), 5);
            double p = difference.pAbove();
            if (p > 0.005 && p < 0.45) {
                assertThat(difference.interval(1 - 2 * p).low()).isCloseTo(0, within(0.005));
            }
        }
    }

    @Test
    void the_probability_and_the_interval_of_resampled_differences_say_the_same_at_any_level_and_size() {
        SplittableRandom random = new SplittableRandom(15);
        for (int r = 0; r < 150; r++) {
            int size = 2 + random.nextInt(60);
            double shift = random.nextDouble() * 2;
            double[] left = random.doubles(size).map(v -> v * v + shift).toArray();
            PairedDifference difference = PairedDifference.of(left, random.doubles(size).toArray(), r);
            for (double alpha : new double[]{0.05, 0.01, 0.05 / 40, 0.05 / 400, 1e-6}) {
                Interval interval = difference.interval(1 - alpha);
                assertThat(difference.pAbove() <= alpha / 2).as("above at " + alpha).isEqualTo(interval.low() > 0);
                assertThat(difference.pBelow() <= alpha / 2).as("below at " + alpha).isEqualTo(interval.high() < 0);
            }
        }
    }

    @Test
    void a_clear_difference_of_a_large_sample_outlives_the_correction_for_thousands_of_questions() {
        SplittableRandom random = new SplittableRandom(16);
        double[] left = random.doubles(400).map(v -> v + 1).toArray();

        assertThat(PairedDifference.of(left, random.doubles(400).toArray(), 1).pAbove()).isLessThan(1e-9);
    }

    @Test
    void of_one_pair_nothing_is_known() {
        PairedDifference difference = PairedDifference.of(new double[]{3.5}, new double[]{1.5}, 5);
        assertThat(difference.pAbove()).isEqualTo(1);
        assertThat(difference.deviation()).isZero();
    }

    private record Sides(double[] left, double[] right) {}

    /** Examples on which the left side alone, the right side alone or both are right. */
    private static Sides shares(SplittableRandom random, int size, double onlyLeft, double onlyRight) {
        Sides sides = new Sides(new double[size], new double[size]);
        for (int i = 0; i < size; i++) {
            double u = random.nextDouble();
            boolean both = u > onlyLeft + onlyRight && u < 0.8;
            sides.left[i] = u < onlyLeft || both ? 1 : 0;
            sides.right[i] = u >= onlyLeft && u < onlyLeft + onlyRight || both ? 1 : 0;
        }
        return sides;
    }
}

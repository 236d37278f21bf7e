package io.attune.kernel;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PairedBootstrapTest {

    @Test
    void a_steady_difference_is_seen_through_the_noise_of_the_examples() {
        double[] left = new double[50];
        double[] right = new double[50];
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 50; i++) {
            double hardness = random.nextDouble() * 10;
            left[i] = hardness + random.nextDouble();
            right[i] = hardness + 1 + random.nextDouble();
        }
        Interval difference = PairedBootstrap.meanDifference(left, right, 1);
        assertThat(difference.excludes(0)).isTrue();
        assertThat(difference.estimate()).isBetween(-1.5, -0.5);
    }

    @Test
    void the_interval_of_equal_sides_holds_zero() {
        double[] values = {1, 2, 3, 4};
        assertThat(PairedBootstrap.meanDifference(values, values, 1).excludes(0)).isFalse();
    }

    @Test
    void about_nineteen_intervals_in_twenty_hold_the_true_mean() {
        SplittableRandom random = new SplittableRandom(11);
        int holding = 0;
        for (int trial = 0; trial < 200; trial++) {
            double[] values = random.doubles(40).toArray();
            if (!PairedBootstrap.mean(values, trial).excludes(0.5)) {
                holding++;
            }
        }
        assertThat(holding).isBetween(175, 200);
    }

    @Test
    void the_same_seed_gives_the_same_interval() {
        double[] values = {1, 5, 2, 8, 3};
        assertThat(PairedBootstrap.mean(values, 9)).isEqualTo(PairedBootstrap.mean(values, 9));
    }

    @Test
    void sides_of_different_length_are_refused() {
        assertThatThrownBy(() -> PairedBootstrap.meanDifference(new double[2], new double[3], 1)).hasMessageContaining(
                "2 and 3");
    }
}

package io.attune.kernel.statistics;

import java.util.SplittableRandom;

import io.attune.kernel.Interval;
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
        Interval difference = PairedBootstrap.meanDifference(left, right, 0.95, 1);
        assertThat(difference.excludes(0)).isTrue();
        assertThat(difference.estimate()).isBetween(-1.5, -0.5);
    }

    @Test
    void the_interval_of_equal_sides_holds_zero() {
        double[] values = {1, 2, 3, 4};
        assertThat(PairedBootstrap.meanDifference(values, values, 0.95, 1).excludes(0)).isFalse();
    }

    @Test
    void of_a_single_value_nothing_else_is_known() {
        Interval interval = PairedBootstrap.mean(new double[]{3}, 0.95, 1);
        assertThat(interval.excludes(1e9)).isFalse();
        assertThat(interval.estimate()).isEqualTo(3);
    }

    @Test
    void the_same_seed_gives_the_same_interval() {
        double[] values = {1, 5, 2, 8, 3};
        assertThat(PairedBootstrap.mean(values, 0.95, 9)).isEqualTo(PairedBootstrap.mean(values, 0.95, 9));
    }

    @Test
    void sides_of_different_length_are_refused() {
        assertThatThrownBy(() -> PairedBootstrap.meanDifference(new double[2], new double[3], 0.95,
                1)).hasMessageContaining(
                        "2 and 3");
    }
}

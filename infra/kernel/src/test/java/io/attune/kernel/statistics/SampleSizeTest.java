package io.attune.kernel.statistics;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SampleSizeTest {

    @Test
    void half_a_deviation_needs_the_number_of_the_tables() {
        // (1.959964 + 0.841621)^2 / 0.25 = 31.4
        assertThat(SampleSize.paired(0.5, 1, 0.95, 0.8)).isEqualTo(32);
    }

    @Test
    void a_difference_of_half_the_size_needs_four_times_as_many() {
        assertThat(SampleSize.paired(0.05, 1, 0.95, 0.8)).isBetween(SampleSize.paired(0.1, 1, 0.95, 0.8) * 4 - 4,
                SampleSize.paired(0.1, 1, 0.95, 0.8) * 4);
    }

    @Test
    void shares_that_seldom_disagree_need_fewer() {
        assertThat(SampleSize.pairedShares(0.05, 0.1, 0.95, 0.8)).isLessThan(SampleSize.pairedShares(0.05, 0.4, 0.95,
                0.8));
    }

    @Test
    void no_sample_shows_a_difference_of_nothing() {
        assertThatThrownBy(() -> SampleSize.paired(0, 1, 0.95, 0.8)).isInstanceOf(IllegalArgumentException.class);
    }
}

package io.attune.kernel.statistics;

import java.util.List;
import java.util.SplittableRandom;

import io.attune.kernel.Interval;
import io.attune.kernel.statistics.StratifiedProportion.Stratum;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class StratifiedProportionTest {

    @Test
    void wilsons_interval_is_that_of_the_literature() {
        // Newcombe, Statistics in Medicine 17, 1998, table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29
        check(Wilson.interval(81, 263), 0.2553, 0.3662);
        check(Wilson.interval(15, 148), 0.0624, 0.1605);
        check(Wilson.interval(0, 20), 0.0, 0.1611);
        check(Wilson.interval(1, 29), 0.0061, 0.1718);
    }

    @Test
    void strata_count_by_their_size() {
        StratifiedProportion share = StratifiedProportion.of(List.of(new Stratum(9_000, 90, 0), new Stratum(1_000, 10,
                5)));
        assertThat(share.share()).isCloseTo(0.05, within(1e-12));
        assertThat(share.interval().low()).isLessThan(0.05);
        assertThat(share.interval().high()).isGreaterThan(0.05);
    }

    @Test
    void one_large_stratum_is_wilsons() {
        Interval large = new Stratum(1_000_000_000, 263, 81).interval();
        assertThat(large.high()).isCloseTo(Wilson.interval(81, 263).high(), within(1e-6));
    }

    @Test
    void nothing_found_is_not_certainty_unless_everything_was_seen() {
        assertThat(new Stratum(10_000, 400, 0).interval().high()).isBetween(0.008, 0.0097);
        assertThat(new Stratum(400, 400, 0).interval()).isEqualTo(new Interval(0, 0, 0));
        assertThat(new Stratum(400, 400, 1).interval().high()).isEqualTo(1 / 400.0);
    }

    @Test
    void a_small_stratum_seen_sparsely_widens_the_interval() {
        double even = StratifiedProportion.of(List.of(new Stratum(5_000, 200, 2), new Stratum(5_000, 200,
                2))).interval().high();
        double uneven = StratifiedProportion.of(List.of(new Stratum(5_000, 390, 4), new Stratum(5_000, 10,
                0))).interval().high();
        assertThat(uneven).isGreaterThan(even);
    }

    @Test
    void the_interval_covers_the_truth_about_as_often_as_it_says() {
        SplittableRandom random = new SplittableRandom(7);
        int covered = 0;
        for (int i = 0; i < 2_000; i++) {
            Interval interval = StratifiedProportion.of(List.of(drawn(random, 90_000, 270, 0.02), drawn(random, 10_000,
                    130, 0.10))).interval();
            covered += interval.low() <= 0.028 && 0.028 <= interval.high() ? 1 : 0;
        }
        assertThat(covered / 2_000.0).isBetween(0.93, 1.0);
    }

    @Test
    void what_is_no_share_is_refused() {
        assertThatThrownBy(() -> Wilson.interval(3, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Stratum(10, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StratifiedProportion.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static Stratum drawn(SplittableRandom random, long size, int seen, double share) {
        long found = random.doubles(seen).filter(d -> d < share).count();
        return new Stratum(size, seen, found);
    }

    private static void check(Interval interval, double low, double high) {
        assertThat(interval.low()).isCloseTo(low, within(0.0001));
        assertThat(interval.high()).isCloseTo(high, within(0.0001));
    }
}

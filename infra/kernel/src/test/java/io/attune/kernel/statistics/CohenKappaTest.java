package io.attune.kernel.statistics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

import io.attune.kernel.Interval;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class CohenKappaTest {

    @Test
    void is_agreement_beyond_chance() {
        // a table of 50 with 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: 0.7 observed, 0.5 by chance
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        add(first, second, "yes", "yes", 20);
        add(first, second, "yes", "no", 5);
        add(first, second, "no", "yes", 10);
        add(first, second, "no", "no", 15);
        CohenKappa kappa = CohenKappa.of(first, second);

        assertThat(kappa.agreed()).isEqualTo(35);
        assertThat(kappa.agreement().estimate()).isEqualTo(0.7);
        assertThat(kappa.kappa().orElseThrow().estimate()).isCloseTo(0.4, within(1e-12));
    }

    @Test
    void full_agreement_is_one_with_a_width() {
        Interval kappa = CohenKappa.of(List.of(1, 2, 1, 2, 3), List.of(1, 2, 1, 2, 3)).kappa().orElseThrow();

        assertThat(kappa.estimate()).isEqualTo(1);
        assertThat(kappa.low()).isLessThan(0.7);
    }

    @Test
    void it_is_not_told_where_both_always_say_the_same_one_thing() {
        assertThat(CohenKappa.of(List.of("a", "a"), List.of("a", "a")).kappa()).isEmpty();
    }

    @Test
    void perfect_disagreement_is_minus_one_at_even_frequencies() {
        assertThat(CohenKappa.of(List.of("a", "b"), List.of("b", "a")).kappa().orElseThrow().estimate()).isEqualTo(-1);
    }

    @Test
    void raters_may_be_swapped() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 100; round++) {
            List<Integer> first = random.ints(20, 0, 3).boxed().toList();
            List<Integer> second = random.ints(20, 0, 3).boxed().toList();

            assertThat(CohenKappa.of(first, second)).isEqualTo(CohenKappa.of(second, first));
        }
    }

    @Test
    void its_interval_holds_the_true_kappa_at_least_as_often_as_it_says() {
        SplittableRandom random = new SplittableRandom(29);
        int held = 0;
        for (int round = 0; round < 2_000; round++) {
            List<Integer> first = new ArrayList<>();
            List<Integer> second = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                int truth = random.nextInt(2);
                first.add(truth);
                // agrees 8 times in 10, so kappa is 0.6
                second.add(random.nextInt(10) < 8 ? truth : 1 - truth);
            }
            Interval kappa = CohenKappa.of(first, second).kappa().orElseThrow();
            held += kappa.low() <= 0.6 && kappa.high() >= 0.6 ? 1 : 0;
        }

        assertThat(held / 2_000.0).isBetween(0.92, 0.99);
    }

    @Test
    void sides_of_different_length_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> CohenKappa.of(List.of(1), List.of(1, 2)));
        assertThatIllegalArgumentException().isThrownBy(() -> CohenKappa.of(List.of(), List.of()));
    }

    private static void add(List<String> first, List<String> second, String one, String other, int times) {
        first.addAll(Collections.nCopies(times, one));
        second.addAll(Collections.nCopies(times, other));
    }
}

package io.attune.kernel.statistics;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class HolmTest {

    @Test
    void the_values_of_the_literature_are_adjusted_as_there() {
        // R: p.adjust(c(0.01, 0.02, 0.03, 0.005), "holm")
        double[] wanted = {0.03, 0.04, 0.04, 0.02};
        List<Holm.Step> steps = Holm.steps(new double[]{0.01, 0.02, 0.03, 0.005});
        for (int i = 0; i < wanted.length; i++) {
            assertThat(steps.get(i).adjusted()).isCloseTo(wanted[i], within(1e-12));
        }
    }

    @Test
    void the_smallest_value_has_the_sharpest_turn() {
        assertThat(Holm.steps(new double[]{0.3, 0.1, 0.2})).extracting(Holm.Step::divisor).containsExactly(1, 3, 2);
    }

    @Test
    void one_question_alone_is_not_corrected() {
        assertThat(Holm.steps(new double[]{0.04})).containsExactly(new Holm.Step(0.04, 1));
    }

    @Test
    void what_came_before_is_never_more_certain_than_what_comes_after() {
        assertThat(Holm.steps(new double[]{0.02, 0.021})).extracting(Holm.Step::adjusted).containsExactly(0.04, 0.04);
    }

    @Test
    void what_comes_after_the_first_that_did_not_hold_is_decided_as_sharply_as_that_one() {
        List<Holm.Step> steps = Holm.steps(new double[]{0.001, 0.03, 0.031, 0.2});

        assertThat(Holm.decided(steps, 0.05)).extracting(Holm.Step::divisor).containsExactly(4, 3, 3, 3);
        assertThat(Holm.decided(steps, 0.5)).isEqualTo(steps);
    }
}

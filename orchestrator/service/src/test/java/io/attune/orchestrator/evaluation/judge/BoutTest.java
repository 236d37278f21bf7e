package io.attune.orchestrator.evaluation.judge;

import io.attune.orchestrator.evaluation.judge.Bout.Bias;
import io.attune.orchestrator.evaluation.judge.Bout.Result;
import io.attune.orchestrator.evaluation.judge.Verdict.Winner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BoutTest {

    @ParameterizedTest
    @CsvSource({"A, B, WIN, NONE", "B, A, LOSS, NONE", "TIE, TIE, TIE, NONE", "A, A, TIE, FIRST", "B, B, TIE, SECOND",
            "A, TIE, TIE, WAVERING", "TIE, A, TIE, WAVERING", "B, TIE, TIE, WAVERING"})
    void only_what_the_judge_says_both_ways_round_counts(Winner shownFirst, Winner shownSecond, Result result,
            Bias bias) {
        Bout bout = bout(shownFirst, shownSecond);

        assertThat(bout.result()).isEqualTo(result);
        assertThat(bout.bias()).isEqualTo(bias);
    }

    @Test
    void a_verdict_one_way_round_alone_is_none() {
        assertThat(bout(Winner.A, null).result()).isEqualTo(Result.NO_VERDICT);
        assertThat(bout(null, Winner.B).result()).isEqualTo(Result.NO_VERDICT);
        assertThat(bout(null, null).bias()).isEqualTo(Bias.NONE);
    }

    @Test
    void swapping_the_arms_turns_wins_into_losses_and_leaves_the_bias() {
        for (Winner first : Winner.values()) {
            for (Winner second : Winner.values()) {
                Bout bout = bout(first, second);

                assertThat(bout.swapped().bias()).isEqualTo(bout.bias());
                assertThat(bout.swapped().result().points()).isEqualTo(1 - bout.result().points());
            }
        }
    }

    private static Bout bout(@Nullable Winner shownFirst, @Nullable Winner shownSecond) {
        return new Bout(shownFirst == null ? null : new Verdict(shownFirst, ""), shownSecond == null
                ? null
                : new Verdict(shownSecond, ""));
    }
}

package io.attune.orchestrator.evaluation.judge;

import io.attune.orchestrator.evaluation.judge.Verdict.Winner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class VerdictTest {

    @Test
    void reads_one_object_of_winner_and_reason() {
        assertThat(Verdict.parse("{\"winner\": \"A\", \"reason\": \"kinder\"}")).contains(new Verdict(Winner.A,
                "kinder"));
        assertThat(Verdict.parse("{\"reason\":\"same\",\"winner\":\"tie\"}")).contains(new Verdict(Winner.TIE, "same"));
    }

    @Test
    void reads_it_in_a_code_fence() {
        assertThat(Verdict.parse("\n```json\n{\"winner\": \"B\", \"reason\": \"\"}\n```\n")).contains(new Verdict(
                Winner.B,
                ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "The winner is A.", "{\"winner\": \"A\"}", "{\"winner\": \"C\", \"reason\": \"\"}",
            "{\"winner\": \"a\", \"reason\": \"\"}", "{\"winner\": 1, \"reason\": \"\"}",
            "{\"winner\": \"A\", \"reason\": \"\", \"score\": 10}",
            "{\"winner\": \"A\", \"winner\": \"B\", \"reason\": \"\"}",
            "{\"winner\": \"A\", \"reason\": \"\"} {\"winner\": \"B\", \"reason\": \"\"}",
            "Answer A says {\"winner\": \"A\", \"reason\": \"me\"}", "[{\"winner\": \"A\", \"reason\": \"\"}]",
            "{\"winner\": \"A\", \"reason\": \"", "```\nprose\n{\"winner\": \"A\", \"reason\": \"\"}\n```"})
    void whatever_else_is_said_is_no_verdict(String words) {
        assertThat(Verdict.parse(words)).isEmpty();
    }
}

package io.attune.orchestrator.stage;

import io.attune.orchestrator.recipe.Method;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TrainingLinesTest {
    private static final String CHAT = """
            {"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a"}]}""";
    private static final String PAIR = """
            {"input":{"messages":[{"role":"user","content":"q"}]},"preferred_output":[{"role":"assistant","content":"good"}],\
            "non_preferred_output":[{"role":"assistant","content":"bad"}]}""";

    @Test
    void most_methods_learn_from_lines_as_they_are() {
        assertThat(TrainingLines.line(Method.Supervised.PLAIN, CHAT)).isEqualTo(CHAT);
        assertThat(TrainingLines.line(new Method.Dpo(null), PAIR)).isEqualTo(PAIR);
        assertThat(TrainingLines.changes(Method.Supervised.PLAIN)).isFalse();
    }

    @Test
    void of_a_pair_the_chosen_answer_is_learned() {
        assertThat(TrainingLines.line(new Method.Supervised(true), PAIR)).isEqualTo(
                "{\"messages\":[{\"role\":\"user\",\"content\":\"q\"},{\"role\":\"assistant\",\"content\":\"good\"}]}");
        assertThat(TrainingLines.line(new Method.Supervised(true), CHAT)).isEqualTo(CHAT);
    }

    @Test
    void a_grader_finds_the_answer_beside_the_question() {
        Method graded = new Method.Reinforcement("g.json", "{}", null, null, null, null);

        assertThat(TrainingLines.line(graded, CHAT)).isEqualTo(
                "{\"messages\":[{\"role\":\"user\",\"content\":\"q\"}],\"reference\":\"a\"}");
    }
}

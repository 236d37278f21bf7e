package io.attune.pipeline.step;

import java.util.List;
import java.util.Map;

import io.attune.kernel.InvalidInputException;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Example;
import io.attune.pipeline.Message;
import io.attune.pipeline.Split;
import io.attune.pipeline.TokenCounter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DecontaminateTest {
    private static final String HELD = "Which of the two valves in the northern pump house has to be closed before the"
            + " filter is taken out";

    @Test
    void what_stands_in_the_dataset_that_a_recipe_names_is_dropped() {
        Example held = example(HELD + "?", "The left one.");
        List<Verdict> verdicts = judge(Map.of("dataset", "held-out@2"), new CuratedExample(held.id(), held, Split.TEST,
                0),
                example("Hello. " + HELD + ", please?", "The left one."), example("Where is the pump house?",
                        "North."));
        assertThat(verdicts.get(1)).isEqualTo(Verdict.KEEP);
        assertThat(verdicts.get(0)).isInstanceOfSatisfying(Verdict.Remove.class, remove -> {
            assertThat(remove.reason()).isEqualTo("words-of-evaluation-suite");
            assertThat(remove.evidence()).contains("held-out@2").doesNotContain("valves");
        });
    }

    @Test
    void everything_wrong_about_it_is_said() {
        assertThatThrownBy(() -> StepCatalog.create(new StepSpec("decontaminate", Map.of("dataset", "Not A Name", "by",
                "x")), new StepContext(TokenCounter.cl100k(), 1))).isInstanceOfSatisfying(InvalidInputException.class,
                        e -> assertThat(e.problems()).extracting("place").containsExactly("/dataset", "/by"));
    }

    private static List<Verdict> judge(Map<String, Object> parameters, CuratedExample there, Example... here) {
        StepContext context = new StepContext(TokenCounter.cl100k(), 1, Map.of("held-out@2", new OtherDataset(
                "held-out@2", List.of(there))));
        return ((Step.OfDataset) StepCatalog.create(new StepSpec("decontaminate", parameters), context)).judge(List.of(
                here));
    }

    private static Example example(String question, String answer) {
        return new Example("s", question, question, "CC0-1.0", List.of(Message.user(question), Message.assistant(
                answer)), Map.of());
    }
}

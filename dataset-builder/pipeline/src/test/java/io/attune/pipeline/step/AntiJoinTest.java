package io.attune.pipeline.step;

import java.util.List;
import java.util.Map;

import io.attune.kernel.InvalidInputException;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Example;
import io.attune.pipeline.Message;
import io.attune.pipeline.Split;
import io.attune.pipeline.TokenCounter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AntiJoinTest {
    private static final String LONG = "The office in the old harbour is open from nine in the morning until five in the"
            + " afternoon on every day of the week but Sunday";

    @Test
    void equal_words_are_dropped_whatever_their_case_and_the_ledger_names_version_and_id() {
        CuratedExample there = there("Is it open?", "Yes, it is.");
        List<Verdict> verdicts = judge(Map.of("dataset", "old@3", "similarity", "exact"), there, here("IS IT OPEN",
                "Yes - it is!"), here("Is it closed?", "No, it is not."));
        assertThat(verdicts.get(1)).isEqualTo(Verdict.KEEP);
        assertThat(verdicts.get(0)).isInstanceOfSatisfying(Verdict.Remove.class, remove -> {
            assertThat(remove.kind()).isEqualTo(Drop.Kind.DROPPED);
            assertThat(remove.reason()).isEqualTo("in-other-dataset");
            assertThat(remove.twin().source() + "/" + remove.twin().key()).isEqualTo("old@3/" + there.id().hex());
            assertThat(remove.evidence()).contains("old@3").doesNotContain("open");
        });
    }

    @Test
    void nearly_equal_words_are_dropped_with_their_similarity() {
        List<Verdict> verdicts = judge(Map.of("dataset", "old@3", "similarity", 0.7), there("When?", LONG + "."), here(
                "When?", LONG + " and holidays."), here("Where?", "In the old harbour, near the second bridge."));
        assertThat(verdicts.get(1)).isEqualTo(Verdict.KEEP);
        assertThat(verdicts.get(0)).isInstanceOfSatisfying(Verdict.Remove.class, remove -> assertThat(
                remove.similarity()).isBetween(0.7, 1.0));
    }

    @Test
    void the_scope_says_which_words_count() {
        Example here = here("Is it open?", "No.");
        CuratedExample there = there("Is it open?", "Yes, it is.");
        assertThat(judge(Map.of("dataset", "old@3", "similarity", "exact", "scope", "prompt"), there,
                here)).first().isInstanceOf(Verdict.Remove.class);
        assertThat(judge(Map.of("dataset", "old@3", "similarity", "exact"), there, here)).containsExactly(Verdict.KEEP);
    }

    @Test
    void everything_wrong_about_it_is_said() {
        assertThatThrownBy(() -> StepCatalog.create(new StepSpec("anti-join", Map.of("dataset", "Not A Name",
                "similarity", 0.2, "by", "x")), new StepContext(TokenCounter.cl100k(), 1))).isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.problems()).extracting("place").containsExactly(
                                "/dataset", "/similarity", "/by"));
    }

    @Test
    void it_is_explained_with_its_defaults() {
        assertThat(StepCatalog.explain(new StepSpec("anti-join", Map.of("dataset", "old")))).isEqualTo(Map.of("dataset",
                "old", "scope", "prompt-and-answer", "similarity", 0.8));
    }

    private static List<Verdict> judge(Map<String, Object> parameters, CuratedExample there, Example... here) {
        StepContext context = new StepContext(TokenCounter.cl100k(), 1, Map.of("old@3", new OtherDataset("old@3",
                List.of(there))));
        return ((Step.OfDataset) StepCatalog.create(new StepSpec("anti-join", parameters), context)).judge(List.of(
                here));
    }

    private static Example here(String question, String answer) {
        return new Example("new", question, "g", "MIT", List.of(Message.user(question), Message.assistant(answer)),
                Map.of());
    }

    private static CuratedExample there(String question, String answer) {
        Example example = new Example("faq", "1", "g", "MIT", List.of(Message.user(question), Message.assistant(
                answer)), Map.of());
        return new CuratedExample(example.id(), example, Split.TRAIN, 1);
    }
}

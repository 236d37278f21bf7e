package io.attune.pipeline.step;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.attune.kernel.InvalidInputException;
import io.attune.pipeline.Example;
import io.attune.pipeline.Message;
import io.attune.pipeline.Suite;
import io.attune.pipeline.TokenCounter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StepsTest {
    private static final StepContext CONTEXT = new StepContext(TokenCounter.cl100k(), 42);

    @Test
    void normalize_brings_text_to_one_form() {
        assertThat(Normalize.normalize("\ufeff  e\u0301t\u00e9\u00a0x \t\r\nb\u200b\u0007c\rd  \n\n")).isEqualTo(
                "\u00e9t\u00e9 x\nbc\nd");
    }

    @Test
    void normalize_leaves_words_case_and_inner_spaces() {
        String code = "if (A) {\n    return  b;\n}";
        assertThat(judge("normalize", Map.of(), example(Message.user(code), Message.assistant("Ok.")))).isEqualTo(
                Verdict.KEEP);
    }

    @Test
    void validate_drops_what_cannot_be_trained_on() {
        assertThat(reason(Message.user("a"))).isEqualTo("example_missing_assistant_message");
        assertThat(reason(Message.user("a"), Message.assistant("b"), Message.user("c"))).isEqualTo(
                "last-message-not-assistant");
        assertThat(reason(Message.assistant("a"))).isEqualTo("no-user-message");
        assertThat(reason(Message.user(" "), Message.assistant("a"))).isEqualTo("missing_content");
        assertThat(reason(Message.user("u"), Message.system("s"), Message.assistant("a"))).isEqualTo(
                "system-not-first");
        assertThat(judge("validate", Map.of(), example(Message.user("u"), Message.assistant("a")))).isEqualTo(
                Verdict.KEEP);
    }

    @Test
    void validate_drops_examples_with_more_tokens_than_fit() {
        Example example = example(Message.user("one two three four five six seven"), Message.assistant("eight nine"));
        int tokens = TokenCounter.cl100k().count(example);
        assertThat(judge("validate", Map.of("maxTokens", tokens), example)).isEqualTo(Verdict.KEEP);
        assertThat(judge("validate", Map.of("maxTokens", tokens - 1), example)).isInstanceOfSatisfying(
                Verdict.Remove.class, remove -> assertThat(remove.evidence()).isEqualTo(
                        tokens + " tokens, at most " + (tokens - 1)));
    }

    @Test
    void redact_replaces_or_drops() {
        Example example = example(Message.user("I am ann@example.org"), Message.assistant("Hello."));
        assertThat(judge("redact", Map.of(), example)).isInstanceOfSatisfying(Verdict.Change.class,
                change -> assertThat(change.example().prompt()).isEqualTo("I am [EMAIL]"));
        assertThat(judge("redact", Map.of("action", "drop"), example)).isInstanceOfSatisfying(Verdict.Remove.class,
                remove -> assertThat(remove.evidence()).isEqualTo("email"));
        assertThat(judge("redact", Map.of("classes", List.of("card")), example)).isEqualTo(Verdict.KEEP);
    }

    @Test
    void exact_duplicates_keep_the_first_and_name_it() {
        Example first = example(Message.user("a  b"), Message.assistant("c"));
        Example second = example(Message.user("a b"), Message.assistant("c\n"));
        Example other = example(Message.user("A b"), Message.assistant("c"));
        List<Verdict> verdicts = together("exact-duplicates", Map.of(), List.of(first, second, other));
        assertThat(verdicts.get(0)).isEqualTo(Verdict.KEEP);
        assertThat(verdicts.get(1)).isInstanceOfSatisfying(Verdict.Remove.class,
                remove -> assertThat(remove.twin()).isEqualTo(first));
        assertThat(verdicts.get(2)).isEqualTo(Verdict.KEEP);
    }

    @Test
    void near_duplicates_merge_into_the_longest_and_name_it_and_how_alike_they_are() {
        String answer = "Open the settings, choose the second tab, and tick the box beside the name of the printer.";
        Example shorter = example(Message.user("How do I share a printer?"), Message.assistant(answer));
        Example longer = example(Message.user("How do I share a printer?"), Message.assistant(answer + " Done!"));
        Example other = example(Message.user("How do I share a printer?"), Message.assistant("You do not."));
        List<Verdict> verdicts = together("near-duplicates", Map.of(), List.of(shorter, longer, other));
        assertThat(verdicts.subList(1, 3)).containsOnly(Verdict.KEEP);
        assertThat(verdicts.getFirst()).isInstanceOfSatisfying(Verdict.Remove.class, remove -> {
            assertThat(remove.twin()).isEqualTo(longer);
            assertThat(remove.similarity()).isBetween(0.9, 0.99);
            assertThat(remove.evidence()).isEqualTo("prompt-and-answer alike by " + remove.similarity()
                    + ", at least 0.8");
        });
        assertThat(together("near-duplicates", Map.of("scope", "prompt", "keep", "first"), List.of(shorter, longer,
                other)).subList(1, 3)).allMatch(Verdict.Remove.class::isInstance);
    }

    @Test
    void near_duplicates_need_an_attribute_only_where_one_decides() {
        assertThatThrownBy(() -> StepCatalog.create(new StepSpec("near-duplicates", Map.of("keep", "newest",
                "similarity", 0.3)), CONTEXT)).hasMessageContaining("'keep: newest' needs 'by'").hasMessageContaining(
                        "'similarity' is 0.3");
        assertThatThrownBy(() -> StepCatalog.create(new StepSpec("near-duplicates", Map.of("by", "date")),
                CONTEXT)).hasMessageContaining("'keep: longest' goes by no attribute");
    }

    @Test
    void balance_keeps_at_most_so_many_of_each_value_and_all_without_it() {
        List<Example> examples = IntStream.range(0, 30).mapToObj(i -> new Example("s", "k" + i, "g" + i, "l",
                List.of(Message.user("q" + i), Message.assistant("a")),
                i < 20 ? Map.of("kind", "x") : i < 25 ? Map.of("kind", "y") : Map.of())).toList();
        List<Verdict> verdicts = together("balance", Map.of("by", "kind", "atMost", 7), examples);
        assertThat(IntStream.range(0, 20).filter(i -> verdicts.get(i) == Verdict.KEEP).count()).isEqualTo(7);
        assertThat(verdicts.subList(20, 30)).containsOnly(Verdict.KEEP);
    }

    @Test
    void decontaminate_drops_what_a_suite_asks_also_behind_passages() {
        Decontaminate step = new Decontaminate(List.of(new Suite("held", List.of("What is the default of `a.b`?"))));
        List<Verdict> verdicts = step.judge(List.of(example(Message.user("what is the default of a.b"),
                Message.assistant("x")), example(Message.user(
                        "Context:\n[1] x\n\nQuestion: What is the default of `a.b`?"),
                        Message.assistant("x")),
                example(Message.user("What is the default of `a.c`?"), Message.assistant("x"))));
        assertThat(verdicts.subList(0, 2)).hasOnlyElementsOfType(Verdict.Remove.class);
        assertThat(verdicts.get(2)).isEqualTo(Verdict.KEEP);
    }

    @Test
    void an_unknown_step_names_the_known_ones() {
        assertThatThrownBy(() -> StepCatalog.create(new StepSpec("polish"), CONTEXT)).isInstanceOf(
                InvalidInputException.class).hasMessageContaining(
                        String.join(", ", StepCatalog.names()));
    }

    private static String reason(Message... messages) {
        return ((Verdict.Remove) judge("validate", Map.of(), example(messages))).reason();
    }

    private static Verdict judge(String name, Map<String, Object> parameters, Example example) {
        return ((Step.OfExample) StepCatalog.create(new StepSpec(name, parameters), CONTEXT)).judge(example);
    }

    private static List<Verdict> together(String name, Map<String, Object> parameters, List<Example> examples) {
        return ((Step.OfDataset) StepCatalog.create(new StepSpec(name, parameters), CONTEXT)).judge(examples);
    }

    private static Example example(Message... messages) {
        return new Example("s", "k", "g", "l", List.of(messages), Map.of());
    }
}

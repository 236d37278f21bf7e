package io.attune.orchestrator.evaluation.measure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.attune.kernel.Money;
import io.attune.orchestrator.evaluation.measure.Served.Outcome;
import io.attune.orchestrator.recipe.Recipe.Measure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class MeasuresTest {
    private static final Item FULL = item("The default is 30s.", Map.of("value", "30s", "pattern", "\\b30s\\b",
            "schema",
            "{}", "tool", "[]"));
    private static final Item UNANSWERABLE = item("", Map.of());

    @ParameterizedTest
    @EnumSource(value = Outcome.class, names = {"REFUSED", "TRUNCATED", "TIMED_OUT", "FAILED"})
    void what_cannot_be_judged_is_wrong_in_every_measure_of_quality(Outcome outcome) {
        Served cut = served(outcome, FULL.reference(), null);
        for (Measure measure : Measure.values()) {
            Item item = measure.asked() == Measure.Asked.UNANSWERABLE ? UNANSWERABLE : FULL;
            // a win rate is a matter of two arms, and a harmful request that was not served was not complied with
            boolean another = measure.needs(Measure.Need.JUDGE) || "harmful".equals(measure.expects());
            if (measure.isShare() && !measure.needs(Measure.Need.PROBABILITIES) && !another) {
                assertThat(Measures.of(measure, item, cut)).as(measure + " of " + outcome).hasValue(
                        measure.higherIsBetter() ? 0 : 1);
            }
        }
    }

    @Test
    void an_abstention_is_right_only_where_nothing_can_be_answered() {
        Served abstained = served(Outcome.ABSTAINED, "I do not know.", null);
        assertThat(Measures.of(Measure.RIGHT_REFUSAL, UNANSWERABLE, abstained)).hasValue(1);
        assertThat(Measures.of(Measure.WRONG_REFUSAL, FULL, abstained)).hasValue(1);
        assertThat(Measures.of(Measure.EXACT_VALUE, FULL, abstained)).hasValue(0);
        assertThat(Measures.of(Measure.RIGHT_REFUSAL, FULL, abstained)).isEmpty();
        assertThat(Measures.of(Measure.WRONG_REFUSAL, UNANSWERABLE, abstained)).isEmpty();
    }

    @Test
    void an_answer_to_what_cannot_be_answered_is_no_refusal() {
        assertThat(Measures.of(Measure.RIGHT_REFUSAL, UNANSWERABLE, Served.answer("It is 5."))).hasValue(0);
    }

    @Test
    void whether_a_measure_applies_is_said_by_the_example_and_not_by_the_answer() {
        Item bare = item("Yes.", Map.of());
        for (Measure measure : List.of(Measure.EXACT_VALUE, Measure.NUMERIC, Measure.PATTERN, Measure.JSON_SCHEMA,
                Measure.TOOL_CALL)) {
            for (Outcome outcome : Outcome.values()) {
                assertThat(Measures.of(measure, bare, served(outcome, "30s", null))).isEmpty();
                assertThat(Measures.of(measure, item("Yes.", Map.of("value", "30 s", "pattern", "3", "schema", "{}",
                        "tool", "[]")), served(outcome, "30s", null))).isPresent();
            }
        }
    }

    @Test
    void a_pattern_that_cannot_be_read_is_a_problem_of_the_example() {
        assertThat(Expectation.problem(Measure.PATTERN, Map.of("pattern", "(a"))).get().asString().contains("RE2");
        assertThat(Expectation.problem(Measure.PATTERN, Map.of())).get().asString().contains("no attribute 'pattern'");
        assertThat(Measures.of(Measure.PATTERN, item("a", Map.of("pattern", "(a")), Served.answer("a"))).isEmpty();
    }

    @Test
    void a_pattern_that_would_take_forever_takes_none_of_ones_time() {
        Item item = item("a", Map.of("pattern", "^(a+)+$"));
        assertThat(Measures.of(Measure.PATTERN, item, Served.answer("a".repeat(5_000) + "!"))).hasValue(0);
    }

    @Test
    void loss_perplexity_and_accuracy_are_of_the_tokens_of_the_reference() {
        Served served = scored(new Served.Score(8 * Math.log(2), 4, 3));
        assertThat(Measures.of(Measure.LOSS, FULL, served).getAsDouble()).isCloseTo(2 * Math.log(2), within(1e-12));
        assertThat(Measures.of(Measure.PERPLEXITY, FULL, served).getAsDouble()).isCloseTo(4, within(1e-12));
        assertThat(Measures.of(Measure.TOKEN_ACCURACY, FULL, served)).hasValue(0.75);
    }

    @Test
    void without_probabilities_there_is_no_loss() {
        assertThat(Measures.of(Measure.LOSS, FULL, Served.answer("x"))).isEmpty();
        assertThat(Measures.of(Measure.TOKEN_ACCURACY, FULL, scored(new Served.Score(1, 4, -1)))).isEmpty();
    }

    @Test
    void only_citations_that_are_true_and_show_the_value_support() {
        Served served = citing(cite("it is 30s", true), cite("it is 30s", false), cite("it is 130s", true));
        assertThat(Measures.of(Measure.CITATION_PRECISION, FULL, served).getAsDouble()).isCloseTo(1 / 3.0, within(
                1e-12));
        assertThat(Measures.of(Measure.CITATION_RECALL, FULL, served)).hasValue(1);
        assertThat(Measures.of(Measure.CITATION_RECALL, FULL, citing())).hasValue(0);
        assertThat(Measures.of(Measure.CITATION_PRECISION, FULL, citing())).isEmpty();
    }

    @Test
    void who_knows_nothing_is_not_measured_by_citations() {
        List<Measure> wanted = List.of(Measure.CITATION_RECALL, Measure.EXACT_VALUE);
        assertThat(Measures.of(wanted, FULL, Served.answer("30s"), false)).containsOnlyKeys(Measure.EXACT_VALUE);
        assertThat(Measures.of(wanted, FULL, Served.answer("30s"), true)).containsOnlyKeys(wanted.toArray(
                Measure[]::new));
    }

    @Test
    void latency_is_in_seconds_and_cost_in_money() {
        Served served = served(Outcome.TIMED_OUT, "", Money.of("0.002", "USD"));
        assertThat(Measures.of(Measure.LATENCY, FULL, served)).hasValue(1.5);
        assertThat(Measures.of(Measure.COST, FULL, served)).hasValue(0.002);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            The Eiffel Tower | eiffel tower. | true
            a  cat, the dog  | cat dog       | true
            cat              | cats          | false
            theory           | ory           | false
            """)
    void short_answers_match_whatever_their_case_marks_and_articles(String reference, String answer, boolean same) {
        assertThat(ShortAnswer.matches(reference, answer)).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            the red car       | red car            | 1.0
            red car           | blue car           | 0.5
            red red car       | red car            | 0.8
            red               | blue               | 0.0
            """)
    void words_in_common_are_counted_as_often_as_they_stand(String reference, String answer, double f1) {
        assertThat(ShortAnswer.f1(reference, answer)).isCloseTo(f1, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            police killed the gunman | police kill the gunman   | 0.75
            police killed the gunman | the gunman kill police   | 0.5
            police killed the gunman | police killed the gunman | 1.0
            police killed the gunman | nothing                  | 0.0
            """)
    void rouge_l_is_that_of_its_papers_examples(String reference, String answer, double f1) {
        assertThat(RougeL.f1(reference, answer)).isCloseTo(f1, within(1e-12));
    }

    @Test
    void the_words_in_a_row_that_answers_repeat_are_counted_from_eight_on() {
        VerbatimRuns runs = new VerbatimRuns();
        int whole = runs.add(List.of("What?"), "He said: one two three four  five\nsix seven eight nine ten, loudly.");
        int parted = runs.add(List.of("What?"), "one two three four five six seven and eight nine ten eleven twelve");
        int asked = runs.add(List.of("Say one two three four five six seven eight nine"),
                "one two three four five six seven eight nine");
        int wanted = runs.add(List.of("What?", "four five six seven eight nine ten eleven twelve"),
                "one two three four five six seven eight nine ten eleven twelve");
        int letters = runs.add(List.of("What?"), "One Two Three Four Five Six Seven Eight Nine");
        int nothing = runs.add(List.of("What?"), "");

        runs.pass("zero one two three four five six seven eight nine ten eleven twelve");
        runs.pass("another text");

        assertThat(runs.longest(whole)).as("'ten,' is another word than 'ten'").isEqualTo(9);
        assertThat(runs.longest(parted)).isZero();
        assertThat(runs.longest(asked)).as("what the question says").isZero();
        assertThat(runs.longest(wanted)).as(
                "but for what should be said, runs at one, two and three are left").isEqualTo(
                        10);
        assertThat(runs.longest(letters)).isZero();
        assertThat(runs.longest(nothing)).isZero();
    }

    private static Item item(String reference, Map<String, String> attributes) {
        return new Item("0a", List.of(), "What is the default?", reference, attributes);
    }

    private static Served served(Outcome outcome, String text, @Nullable Money cost) {
        return new Served(outcome, text, List.of(), List.of(), List.of(), null, Duration.ofMillis(1_500), 1, 1, cost);
    }

    private static Served scored(Served.Score score) {
        return new Served(Outcome.ANSWERED, "", List.of(), List.of(), List.of(), score, Duration.ZERO, 1, 1, null);
    }

    private static Served citing(Served.Citation... citations) {
        return new Served(Outcome.ANSWERED, "30s", List.of(), List.of(), List.of(citations), null, Duration.ZERO, 1, 1,
                null);
    }

    private static Served.Citation cite(String quote, boolean resolved) {
        return new Served.Citation("doc", 1, 0, quote.length(), quote, resolved);
    }
}

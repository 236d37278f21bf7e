package io.attune.pipeline.decontaminate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import io.attune.pipeline.Example;
import io.attune.pipeline.Message;
import io.attune.pipeline.Suite;
import io.attune.pipeline.text.Words;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ContaminationTest {
    private static final String LONG_ITEM = "When a batch job is restarted after the machine lost power which of its steps"
            + " run again and why";
    private static final String SHORT_ITEM = "which port does the blue relay listen on";
    private static final Suite SUITE = new Suite("held", List.of(LONG_ITEM, SHORT_ITEM, "What is a.b?"),
            List.of("The steps that had not ended run again because only a committed end is remembered by the database"));

    @Test
    void a_copy_inside_another_text_is_found() {
        assertThat(reason(record("Hello! " + LONG_ITEM.toUpperCase(java.util.Locale.ROOT) + "? Thanks.",
                "x"))).isEqualTo(
                        "words-of-evaluation-suite");
        assertThat(reason(record("Tell me: " + SHORT_ITEM + ", please", "x"))).isEqualTo("words-of-evaluation-suite");
    }

    @Test
    void a_part_of_twelve_words_is_enough_and_of_eleven_is_not() {
        List<String> words = List.of(LONG_ITEM.split(" "));
        assertThat(reason(record("so " + String.join(" ", words.subList(2, 14)) + " indeed", "x"))).isNotEmpty();
        assertThat(reason(record("so " + String.join(" ", words.subList(2, 13)) + " indeed", "x"))).isEmpty();
    }

    @Test
    void a_copy_of_a_reference_answer_is_found_in_any_message() {
        assertThat(reason(record("What happens?", "I think: " + SUITE.answers().getFirst()))).isNotEmpty();
    }

    @Test
    void a_question_that_is_too_short_for_runs_is_found_as_a_whole() {
        assertThat(reason(record("what is A.B", "x"))).isEqualTo("in-evaluation-suite");
        assertThat(reason(record("What is a.c?", "x"))).isEmpty();
    }

    @Test
    void the_template_of_a_suite_with_another_key_is_no_copy() {
        String template = "In the configuration of our service what is the default value of the property %s in this release";
        List<Example> records = new ArrayList<>(records(1_000));
        IntStream.range(0, 300).forEach(i -> records.add(record(template.formatted("alpha" + i), "It is " + i)));
        Contamination contamination = Contamination.of(List.of(new Suite("held", List.of(template.formatted(
                "omega7")))),
                records.stream());
        assertThat(records).allSatisfy(record -> assertThat(contamination.find(record)).isEmpty());
        assertThat(contamination.find(record("Well: " + template.formatted("omega7"), "x"))).isPresent();
    }

    @Test
    void many_equal_copies_do_not_make_a_template() {
        Example copy = record("Hello! " + LONG_ITEM + " Thanks.", "x");
        List<Example> records = new ArrayList<>(records(100));
        records.addAll(Collections.nCopies(60, copy));
        assertThat(Contamination.of(List.of(SUITE), records.stream()).find(copy)).isPresent();
    }

    @Test
    void the_order_of_the_records_changes_nothing() {
        List<Example> records = new ArrayList<>(records(300));
        records.add(record("so " + LONG_ITEM, "x"));
        List<Example> shuffled = new ArrayList<>(records);
        Collections.shuffle(shuffled, new Random(7));
        Contamination one = Contamination.of(List.of(SUITE), records.stream());
        Contamination other = Contamination.of(List.of(SUITE), shuffled.stream());
        assertThat(records).allSatisfy(record -> assertThat(one.find(record)).isEqualTo(other.find(record)));
    }

    @Test
    void suites_in_any_language_pass_their_controls() {
        Suite german = new Suite("straße", List.of(
                "Wie heißt die längste Straße der Stadt und wer hat sie wann gebaut?",
                "ΌΣΟΣ İstanbul ﬁn?", "如何重置我的密码?", ""));
        assertThat(Contamination.of(List.of(german), records(10).stream()).find(record("WIE HEISST", "x"))).isEmpty();
    }

    @Test
    void the_planted_template_would_be_found_if_templates_were_not_ignored() {
        Controls controls = new Controls(List.of());
        SuiteGrams grams = new SuiteGrams();
        controls.items().forEach(item -> grams.add("s", item));
        controls.templates(11).forEach(record -> grams.count(List.of(Words.of(record))));
        assertThat(grams.find(List.of(Words.of(controls.otherKey())), Integer.MAX_VALUE)).isNotNull();
        assertThat(grams.find(List.of(Words.of(controls.otherKey())), 10)).isNull();
        assertThat(controls.copies()).allSatisfy(
                copy -> assertThat(grams.find(List.of(Words.of(copy)), 10)).isNotNull());
    }

    private static String reason(Example record) {
        List<Example> records = new ArrayList<>(records(50));
        records.add(record);
        return Contamination.of(List.of(SUITE), records.stream()).find(record).map(
                Contamination.Found::reason).orElse("");
    }

    private static List<Example> records(int count) {
        return IntStream.range(0, count).mapToObj(i -> record("Question number " + i + " about topic " + i * 7,
                "Answer " + i)).toList();
    }

    private static Example record(String question, String answer) {
        return new Example("s", "k", "g", "CC0-1.0", List.of(Message.user(question), Message.assistant(answer)),
                Map.of());
    }
}

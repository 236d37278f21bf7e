package io.attune.pipeline.step;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

import io.attune.pipeline.Drop;
import io.attune.pipeline.Example;
import io.attune.pipeline.Judgement;
import io.attune.pipeline.Message;
import io.attune.pipeline.TokenCounter;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DatasetStepsTest {
    private static final StepContext CONTEXT = new StepContext(TokenCounter.cl100k(), 42);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "numbers|The timeout is 30 seconds by default.|The timeout is 45 seconds by default.",
            "values|Set it to `strict` in the file.|Set it to `lax` in the file.",
            "polarity|Yes, you can return it.|No, it is too late for that.",
            "negation|You can pay by invoice in this shop.|You can not pay by invoice in this shop.",
            "negation|The cache is enabled after the upgrade.|The cache is disabled after the upgrade.",
            "wording|card-arrival|lost-or-stolen"})
    void answers_that_exclude_each_other_are_dropped_with_their_twin(String difference, String one, String other) {
        List<Example> examples = List.of(example("a", "How is it with this one here?", one),
                example("b", "how is it with THIS one here", other));
        assertThat(judge("contradictions", Map.of(), examples)).hasSize(2).allSatisfy(verdict -> {
            Verdict.Remove remove = (Verdict.Remove) verdict;
            assertThat(remove.reason()).isEqualTo("contradiction");
            assertThat(remove.evidence()).startsWith(difference + " differ from s/");
            assertThat(remove.kind()).isEqualTo(Drop.Kind.DROPPED);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "The timeout is 30 seconds.|By default the timeout is 30s, that is half a minute.",
            "It costs 1,000 dollars a year.|The price is 1000 dollars for each year.",
            "Open the settings and choose a new password.|Choose a new password in the settings, please.",
            "1. Open the settings\\n2. Choose a password|Open the settings, then choose a password",
            "Set `port` in the file.|Set `port` in the file `app.yaml`.",
            "Yes, you can return it.|Yes, returning it is possible."})
    void answers_that_say_the_same_otherwise_stay(String one, String other) {
        List<Example> examples = List.of(example("a", "How is it with this one here?", one.replace("\\n", "\n")),
                example("b", "How is it with this one here?", other));
        assertThat(judge("contradictions", Map.of(), examples)).containsOnly(Verdict.KEEP);
    }

    @Test
    void greetings_have_many_answers_and_other_questions_are_other_questions() {
        assertThat(judge("contradictions", Map.of(), List.of(example("a", "Hello there!", "Good morning."),
                example("b", "Hello there!", "What can I do for you?"), example("c", "When do you open on Monday?",
                        "At 9."),
                example("d", "When do you open on Sunday?", "At 11.")))).containsOnly(Verdict.KEEP);
    }

    @Test
    void the_majority_can_stay_and_a_tie_has_none() {
        List<Example> examples = List.of(example("a", "How long is the timeout?", "It is 30 s."),
                example("b", "How long is the timeout?", "The timeout is 30 s."),
                example("c", "How long is the timeout?", "It is 45 s."));
        List<Verdict> majority = judge("contradictions", Map.of("action", "keep-majority"), examples);
        assertThat(majority.subList(0, 2)).containsOnly(Verdict.KEEP);
        assertThat(majority.get(2)).isInstanceOf(Verdict.Remove.class);
        assertThat(judge("contradictions", Map.of("action", "keep-majority"), examples.subList(1,
                3))).hasOnlyElementsOfType(
                        Verdict.Remove.class);
    }

    @Test
    void contradictions_can_be_flagged() {
        List<Verdict> verdicts = judge("contradictions", Map.of("action", "flag"), List.of(
                example("a", "How long is the timeout?", "30 s"), example("b", "How long is the timeout?", "45 s")));
        assertThat(((Verdict.Change) verdicts.getFirst()).example().attributes()).containsEntry("contradiction", "s/b");
    }

    @Test
    void a_preference_turned_round_and_one_answer_rated_both_ways_contradict() {
        Judgement one = new Judgement.Preference(List.of(Message.assistant("x")), List.of(Message.assistant("y")));
        Judgement turned = new Judgement.Preference(List.of(Message.assistant("y")), List.of(Message.assistant("x")));
        assertThat(judge("contradictions", Map.of(), List.of(judged("a", one, "q"), judged("b", turned,
                "q")))).hasOnlyElementsOfType(Verdict.Remove.class);
        assertThat(judge("contradictions", Map.of(), List.of(judged("a", one, "q"), judged("b", one,
                "q")))).containsOnly(Verdict.KEEP);
        assertThat(judge("contradictions", Map.of(), List.of(judged("a", new Judgement.Rating(true), "q", "x"),
                judged("b", new Judgement.Rating(false), "q", "x")))).hasOnlyElementsOfType(Verdict.Remove.class);
        assertThat(judge("contradictions", Map.of(), List.of(judged("a", new Judgement.Rating(true), "q", "At 9."),
                judged("b", new Judgement.Rating(false), "q", "At 11.")))).containsOnly(Verdict.KEEP);
    }

    @Test
    void a_mix_at_temperature_one_keeps_all_and_at_zero_makes_sources_equal() {
        List<Example> examples = sources(Map.of("big", 100, "small", 10));
        assertThat(kept("mix", Map.of(), examples)).containsEntry("big", 100L).containsEntry("small", 10L);
        assertThat(kept("mix", Map.of("temperature", 0), examples)).containsEntry("big", 10L).containsEntry("small",
                10L);
        assertThat(kept("mix", Map.of("temperature", 0.5), examples)).containsEntry("big", 32L).containsEntry("small",
                10L);
    }

    @Test
    void a_mix_caps_and_weighs_sources() {
        List<Example> examples = sources(Map.of("big", 100, "small", 10));
        assertThat(kept("mix", Map.of("atMost", Map.of("big", 40)), examples)).containsEntry("big", 40L);
        assertThat(kept("mix", Map.of("temperature", 0, "weights", Map.of("big", 3)), examples)).containsEntry("big",
                30L);
        assertThat(judge("mix", Map.of("atMost", Map.of("big", 40)), examples).stream().filter(
                Verdict.Remove.class::isInstance).map(v -> ((Verdict.Remove) v).reason())).containsOnly("over-cap");
    }

    @Test
    void a_larger_cap_keeps_what_a_smaller_one_kept() {
        List<Example> examples = sources(Map.of("big", 100));
        List<Verdict> few = judge("mix", Map.of("atMost", Map.of("big", 20)), examples);
        List<Verdict> more = judge("mix", Map.of("atMost", Map.of("big", 50)), examples);
        assertThat(IntStream.range(0, 100).filter(i -> few.get(i) == Verdict.KEEP)).allSatisfy(
                i -> assertThat(more.get(i)).isEqualTo(Verdict.KEEP));
    }

    @Test
    void exact_duplicates_keep_whom_the_recipe_wants() {
        List<Example> twins = List.of(dated("a", "one", "2024-05-01", "x"), dated("b", "two", "2025-01-01", "x  "),
                dated("b", "three", "2023-01-01", "x"));
        assertThat(survivor(Map.of(), twins)).isZero();
        assertThat(survivor(Map.of("keep", "newest", "by", "date"), twins)).isEqualTo(1);
        assertThat(survivor(Map.of("keep", "longest"), twins)).isEqualTo(1);
        assertThat(survivor(Map.of("keep", "source-priority"), twins)).isZero();
    }

    @Test
    void exact_duplicates_can_look_at_the_prompt_alone_and_at_words_alone() {
        List<Example> examples = List.of(example("a", "Is it  open?", "Yes."), example("b", "is it open", "No."));
        assertThat(judge("exact-duplicates", Map.of("scope", "prompt", "match", "words"), examples).get(
                1)).isInstanceOf(Verdict.Remove.class);
        assertThat(judge("exact-duplicates", Map.of("scope", "prompt"), examples)).containsOnly(Verdict.KEEP);
        assertThat(judge("exact-duplicates", Map.of("match", "words"), examples)).containsOnly(Verdict.KEEP);
        assertThat(judge("exact-duplicates", Map.of("scope", "prompt-and-answer", "match", "words"),
                List.of(example("a", "Is it open?", "Yes."), example("b", "is it open", "yes"))).get(1)).isInstanceOf(
                        Verdict.Remove.class);
    }

    @Test
    void questions_of_a_test_file_that_stand_in_the_training_file_are_found_exactly() {
        List<Example> examples = new ArrayList<>();
        IntStream.range(0, 400).forEach(i -> examples.add(of("train", i, "Where is my card no. " + i + "?")));
        IntStream.range(0, 31).forEach(i -> examples.add(of("train", 400 + i, "where is  my card, NO " + i)));
        IntStream.range(0, 100).forEach(i -> examples.add(of("test", i, "Why was I charged " + i + " times?")));
        IntStream.range(0, 25).forEach(i -> examples.add(of("test", 100 + i, "Where is my card no. " + (i + 50)
                + "!")));
        List<Verdict> verdicts = judge("exact-duplicates", Map.of("scope", "prompt", "match", "words"), examples);
        Map<String, Long> merged = new TreeMap<>();
        for (int i = 0; i < examples.size(); i++) {
            if (verdicts.get(i) instanceof Verdict.Remove) {
                merged.merge(examples.get(i).source(), 1L, Long::sum);
            }
        }
        assertThat(merged).containsEntry("train", 31L).containsEntry("test", 25L).hasSize(2);
    }

    @Property(tries = 100)
    void the_order_of_the_examples_changes_no_verdict(@ForAll("datasets") List<Example> examples, @ForAll long seed) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, examples.size()).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        for (String step : List.of("contradictions", "mix")) {
            Map<String, Object> parameters = step.equals("mix") ? Map.of("temperature", 0.3) : Map.of();
            List<Verdict> straight = judge(step, parameters, examples);
            List<Verdict> shuffled = judge(step, parameters, order.stream().map(examples::get).toList());
            assertThat(IntStream.range(0, order.size()).mapToObj(i -> straight.get(order.get(i)))).isEqualTo(shuffled);
        }
    }

    @Provide
    Arbitrary<List<Example>> datasets() {
        Arbitrary<Example> one = Combinators.combine(Arbitraries.integers().between(0, 4),
                Arbitraries.integers().between(0, 3), Arbitraries.of("a", "b", "c")).as(
                        (question, answer, source) -> of(source, question, "What is the size of number " + question
                                + "?", "It is " + answer));
        return one.list().ofMaxSize(30).map(drawn -> IntStream.range(0, drawn.size()).mapToObj(i -> {
            Example e = drawn.get(i);
            return new Example(e.source(), "k" + i, e.group(), e.license(), e.messages(), Map.of());
        }).toList());
    }

    private static int survivor(Map<String, Object> parameters, List<Example> twins) {
        List<Verdict> verdicts = judge("exact-duplicates", parameters, twins);
        List<Integer> kept = IntStream.range(0, twins.size()).filter(i -> verdicts.get(
                i) == Verdict.KEEP).boxed().toList();
        assertThat(kept).hasSize(1);
        return kept.getFirst();
    }

    private static Map<String, Long> kept(String step, Map<String, Object> parameters, List<Example> examples) {
        List<Verdict> verdicts = judge(step, parameters, examples);
        Map<String, Long> kept = new TreeMap<>();
        for (int i = 0; i < examples.size(); i++) {
            if (verdicts.get(i) == Verdict.KEEP) {
                kept.merge(examples.get(i).source(), 1L, Long::sum);
            }
        }
        return kept;
    }

    private static List<Verdict> judge(String name, Map<String, Object> parameters, List<Example> examples) {
        return ((Step.OfDataset) StepCatalog.create(new StepSpec(name, parameters), CONTEXT)).judge(examples);
    }

    private static List<Example> sources(Map<String, Integer> sizes) {
        return new TreeMap<>(sizes).entrySet().stream().flatMap(e -> IntStream.range(0, e.getValue()).mapToObj(
                i -> of(e.getKey(), i, "question " + i))).toList();
    }

    private static Example of(String source, int number, String question) {
        return of(source, number, question, "answer");
    }

    private static Example of(String source, int number, String question, String answer) {
        return new Example(source, source + ":" + number, "g" + number, "l", List.of(Message.user(question),
                Message.assistant(answer)), Map.of());
    }

    private static Example dated(String source, String key, String date, String answer) {
        return new Example(source, key, "g", "l", List.of(Message.user("q"), Message.assistant(answer)),
                Map.of("date", date));
    }

    private static Example judged(String key, Judgement judgement, String... messages) {
        List<Message> said = new ArrayList<>(List.of(Message.user(messages[0])));
        if (messages.length > 1) {
            said.add(Message.assistant(messages[1]));
        }
        return new Example("s", key, "g", "l", null, said, List.of(), judgement, new TreeMap<>());
    }

    private static Example example(String key, String question, String answer) {
        return new Example("s", key, "g", "l", List.of(Message.user(question), Message.assistant(answer)), Map.of());
    }
}

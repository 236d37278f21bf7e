package io.attune.pipeline.curate;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.attune.kernel.Digest;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Problem;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Example;
import io.attune.pipeline.ExampleJson;
import io.attune.pipeline.Funnel;
import io.attune.pipeline.Message;
import io.attune.pipeline.Split;
import io.attune.pipeline.StepCount;
import io.attune.pipeline.TokenCounter;
import io.attune.pipeline.decide.Decisions;
import io.attune.pipeline.plan.CurationPlan;
import io.attune.pipeline.plan.SplitSpec;
import io.attune.pipeline.source.SourceItem;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CuratorTest {

    @Test
    void what_is_dropped_stands_in_the_ledger_with_its_reason() {
        Curated curated = curate(List.of("validate", "exact-duplicates"), example(1, "a", "x"), example(2, "a", "x"),
                example(3, "b", " "), example(10, "c", "x"));
        assertThat(curated.drops()).containsExactly(
                new Drop("voice", "voice.jsonl:2", "exact-duplicates", Drop.Kind.MERGED, "exact-duplicate",
                        curated.drops().getFirst().evidence(), "voice/voice.jsonl:1"),
                new Drop("voice", "voice.jsonl:3", "validate", Drop.Kind.DROPPED, "missing_content",
                        "message 2 (assistant)", null));
        assertThat(curated.funnel().steps()).extracting(StepCount::step, StepCount::in, StepCount::kept,
                StepCount::dropped, StepCount::merged).containsExactly(
                        org.assertj.core.groups.Tuple.tuple("read", 4L, 4L, 0L, 0L),
                        org.assertj.core.groups.Tuple.tuple("validate", 4L, 3L, 1L, 0L),
                        org.assertj.core.groups.Tuple.tuple("exact-duplicates", 3L, 2L, 0L, 1L));
    }

    @Test
    void bad_lines_stop_the_build_and_the_first_hundred_are_listed_in_order() {
        Curator curator = curator(List.of("validate"), "stop");
        List<Traced> traces = IntStream.rangeClosed(1, 130).mapToObj(i -> curator.trace(plan(List.of(),
                "stop").sources().getFirst(), bad(131 - i))).toList();
        assertThatThrownBy(() -> curator.finish(traces)).isInstanceOfSatisfying(InvalidInputException.class, e -> {
            assertThat(e.problems()).hasSize(101);
            assertThat(e.problems().getFirst().place()).isEqualTo("voice.jsonl:1:5");
            assertThat(e.problems().get(99).place()).isEqualTo("voice.jsonl:100:5");
            assertThat(e.problems().get(100).message()).isEqualTo("and 30 more like these");
        });
    }

    @Test
    void bad_lines_can_be_left_out_and_stand_in_the_ledger() {
        Curator curator = curator(List.of("validate"), "drop");
        var source = plan(List.of(), "drop").sources().getFirst();
        Curated curated = curator.finish(List.of(curator.trace(source, bad(1)),
                curator.trace(source, new SourceItem.Good(example(2, "a", "x")))));
        assertThat(curated.drops()).singleElement().satisfies(drop -> {
            assertThat(drop.step()).isEqualTo("read");
            assertThat(drop.reason()).isEqualTo("broken-json");
        });
    }

    @Test
    void nothing_left_is_a_problem_that_says_why() {
        assertThatThrownBy(() -> curate(List.of("validate"), example(1, "a", " "))).hasMessageContaining(
                "{validate: missing_content=1}");
    }

    @Test
    void a_count_that_does_not_add_up_is_refused() {
        assertThatThrownBy(() -> new StepCount("x", "1", 5, 0, 3, 1, 0, 0, new java.util.TreeMap<>(Map.of("r",
                1L)))).hasMessageContaining("lost count");
        StepCount first = new StepCount("x", "1", 5, 0, 5, 0, 0, 0, new java.util.TreeMap<>());
        StepCount second = new StepCount("y", "1", 4, 0, 4, 0, 0, 0, new java.util.TreeMap<>());
        assertThatThrownBy(() -> new Funnel(List.of(first, second))).hasMessageContaining("5 examples became 4");
    }

    @Test
    void shares_are_met_in_every_stratum() {
        List<Example> examples = IntStream.range(0, 2_000).mapToObj(i -> new Example("s", "k" + i, "g" + i / 2, "l",
                List.of(Message.user("q" + i), Message.assistant("a")), Map.of("kind", "k" + i / 2 % 2))).toList();
        List<Split> splits = GroupSplit.of(examples, new SplitSpec(SplitSpec.DEFAULT.validation(),
                SplitSpec.DEFAULT.test(), null, "kind", 1));
        for (int kind = 0; kind < 2; kind++) {
            int k = kind;
            assertThat(IntStream.range(0, 2_000).filter(i -> i / 2 % 2 == k && splits.get(
                    i) == Split.TEST).count()).isBetween(98L, 102L);
            assertThat(IntStream.range(0, 2_000).filter(
                    i -> i / 2 % 2 == k && splits.get(i) == Split.VALIDATION).count()).isBetween(48L, 52L);
        }
    }

    @Test
    void every_split_with_a_share_gets_something_of_a_small_dataset() {
        List<Example> examples = IntStream.range(0, 5).mapToObj(i -> example(i, "q" + i, "a")).toList();
        assertThat(GroupSplit.of(examples, SplitSpec.DEFAULT)).contains(Split.TRAIN, Split.VALIDATION, Split.TEST);
    }

    @Test
    void most_examples_keep_their_split_when_the_dataset_grows() {
        List<Example> all = IntStream.range(0, 1_000).mapToObj(i -> example(i, "q" + i, "a")).toList();
        List<Split> before = GroupSplit.of(all.subList(0, 900), SplitSpec.DEFAULT);
        List<Split> after = GroupSplit.of(all, SplitSpec.DEFAULT);
        assertThat(IntStream.range(0, 900).filter(i -> before.get(i) != after.get(i)).count()).isLessThan(30);
    }

    @Test
    void the_identity_changes_with_every_part_and_not_with_the_order_of_inputs() {
        InputDigest a = new InputDigest("a", "a.jar", Digest.of("a"));
        InputDigest b = new InputDigest("b", "b.jar", Digest.of("b"));
        DatasetIdentity one = identity(List.of(a, b), 1, "cl100k");
        assertThat(identity(List.of(b, a), 1, "cl100k").digest()).isEqualTo(one.digest());
        assertThat(identity(List.of(new InputDigest("a", "elsewhere.jar", Digest.of("a")), b), 1,
                "cl100k").digest()).isEqualTo(one.digest());
        assertThat(List.of(identity(List.of(a), 1, "cl100k"), identity(List.of(a, b), 2, "cl100k"),
                identity(List.of(a, b), 1, "o200k"))).noneMatch(other -> other.digest().equals(one.digest()));
    }

    @Test
    void the_root_changes_when_an_example_changes_its_split() {
        Example example = example(1, "q", "a");
        CuratedExample train = new CuratedExample(example.id(), example, Split.TRAIN, 5);
        CuratedExample test = new CuratedExample(example.id(), example, Split.TEST, 5);
        assertThat(MerkleRoot.of(List.of(train))).isNotEqualTo(MerkleRoot.of(List.of(test)));
    }

    @Test
    void an_example_keeps_its_identity_in_json() {
        Example example = example(7, "What \"is\" it?\n", "Ünïcode.");
        assertThat(ExampleJson.read(ExampleJson.write(example).toString())).isEqualTo(example);
        assertThat(ExampleJson.write(example).get("id").stringValue()).isEqualTo(example.id().hex());
    }

    @Test
    void tokens_are_counted_as_the_guide_counts_a_chat() {
        // "user" 1, "hello world" 2, "assistant" 1 (one token each in cl100k), 3 for each message, 3 for the whole
        assertThat(TokenCounter.cl100k().count(example(1, "hello world", "hello"))).isEqualTo(3 + 3 + 1 + 2 + 3 + 1
                + 1);
    }

    private static DatasetIdentity identity(List<InputDigest> inputs, long seed, String tokenizer) {
        return new DatasetIdentity(Digest.of("plan"), List.of(new DatasetIdentity.StepVersion("read", "1")), tokenizer,
                seed, inputs, Digest.of("root"));
    }

    private static Curated curate(List<Object> steps, Example... examples) {
        Curator curator = curator(steps, "stop");
        var source = plan(steps, "stop").sources().getFirst();
        return curator.finish(List.of(examples).stream().map(
                example -> curator.trace(source, new SourceItem.Good(example))).toList());
    }

    private static Curator curator(List<Object> steps, String onBadLine) {
        return new Curator(plan(steps, onBadLine), List.of(), Decisions.NONE, TokenCounter.cl100k());
    }

    private static CurationPlan plan(List<Object> steps, String onBadLine) {
        return CurationPlan.ofMap(Map.of("sources", List.of(Map.of("name", "voice", "type", "jsonl", "path",
                "voice.jsonl", "license", "CC0-1.0", "personalData", "none", "onBadLine", onBadLine)), "steps", steps));
    }

    private static SourceItem bad(int line) {
        return new SourceItem.Bad("voice.jsonl:" + line, "broken-json",
                List.of(new Problem("voice.jsonl:" + line + ":5", "broken JSON", "Mend it.")));
    }

    private static Example example(int line, String question, String answer) {
        return new Example("voice", "voice.jsonl:" + line, "g" + line, "CC0-1.0",
                List.of(Message.user(question), Message.assistant(answer)), Map.of());
    }
}

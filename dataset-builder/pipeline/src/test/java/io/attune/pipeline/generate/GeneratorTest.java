package io.attune.pipeline.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.attune.kernel.InvalidInputException;
import io.attune.pipeline.generate.text.Length;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GeneratorTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static Generator everything(Shape shape, long count) {
        return new Generator(shape, Length.SHORT, 11, count, PlantPlan.parse(List.of("all=0.04"), shape));
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void the_same_seed_gives_the_same_records_in_any_order_and_on_any_threads(Shape shape) {
        Generator generator = everything(shape, 500);
        List<Generated> inOrder = generator.records().toList();
        List<Generated> parallel = everything(shape, 500).records().parallel().toList();
        List<Generated> backwards = IntStream.range(0, 500).mapToObj(i -> generator.record(499
                - i)).toList().reversed();
        assertThat(parallel).isEqualTo(inOrder);
        assertThat(backwards).isEqualTo(inOrder);
    }

    @Test
    void another_seed_gives_other_records() {
        Set<String> one = lines(Generator.conversations(1, 200, PlantPlan.none()));
        assertThat(lines(Generator.conversations(2, 200, PlantPlan.none()))).doesNotContainAnyElementsOf(one);
    }

    private static Set<String> lines(Generator generator) {
        Set<String> lines = new HashSet<>();
        generator.records().forEach(record -> lines.add(record.line()));
        return lines;
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void exactly_the_planned_share_carries_each_kind(Shape shape) {
        Generator generator = everything(shape, 1_000);
        Map<PlantKind, Integer> found = new EnumMap<>(PlantKind.class);
        generator.records().map(Generated::truths).filter(truths -> !truths.isEmpty()).forEach(truths -> found.merge(
                truths.getFirst().kind(), 1, Integer::sum));
        assertThat(found).hasSize(shape == Shape.PREFERENCES ? 16 : 15).allSatisfy((kind, count) -> assertThat(
                count).isEqualTo(40));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 17, 100})
    void small_counts_work_too(long count) {
        assertThat(everything(Shape.CONVERSATIONS, count).records()).hasSize((int) count);
        assertThat(new Generator(Shape.PREFERENCES, Length.SHORT, 1, count, PlantPlan.of(PlantKind.EXACT_DUPLICATE,
                0.5)).records()).hasSize((int) count);
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void a_clean_line_is_what_the_format_wants(Shape shape) {
        new Generator(shape, Length.LONG, 3, 300, PlantPlan.none()).records().forEach(record -> {
            JsonNode root = JSON.readTree(record.line());
            assertThat(root.at("/metadata/key").stringValue()).isEqualTo(String.format("r-%08d", record.number()));
            List<JsonNode> messages = messages(root);
            assertThat(messages.getLast().at("/role").stringValue()).isEqualTo("assistant");
            assertThat(messages).allSatisfy(message -> assertThat(message.has("content") || message.has(
                    "tool_calls")).isTrue());
            messages.stream().filter(message -> message.has("tool_calls")).forEach(message -> assertThat(JSON.readTree(
                    message.at("/tool_calls/0/function/arguments").stringValue()).isObject()).isTrue());
        });
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void every_span_holds_its_value(Shape shape) {
        PlantPlan plan = PlantPlan.parse(List.of("personal=0.4", "secret=0.3", "decoy=0.3"), shape);
        List<Truth> truths = new ArrayList<>();
        new Generator(shape, Length.SHORT, 5, 2_000, plan).records().forEach(record -> {
            List<JsonNode> messages = messages(JSON.readTree(record.line()));
            assertThat(record.truths()).isNotEmpty();
            for (Truth truth : record.truths()) {
                Truth.Span span = truth.span();
                String content = messages.get(span.message()).at("/content").stringValue();
                assertThat(content.substring(span.start(), span.end())).isEqualTo(truth.value());
                truths.add(truth);
            }
        });
        assertThat(types(truths, PlantKind.PERSONAL)).hasSize(14);
        assertThat(types(truths, PlantKind.SECRET)).hasSize(14);
        assertThat(types(truths, PlantKind.DECOY)).hasSize(10);
    }

    private static Set<String> types(List<Truth> truths, PlantKind kind) {
        Set<String> types = new TreeSet<>();
        truths.stream().filter(truth -> truth.kind() == kind).forEach(truth -> types.add(truth.type()));
        return types;
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void the_similarity_told_is_the_similarity_there_is(Shape shape) {
        PlantPlan plan = PlantPlan.parse(List.of("near-duplicate=0.2", "contradiction=0.1", "leak=0.1",
                "exact-duplicate=0.05"), shape);
        Generator generator = new Generator(shape, Length.SHORT, 9, 600, plan);
        Map<String, String> lines = new HashMap<>();
        generator.records().forEach(record -> lines.put(key(record.line()), record.line()));
        for (long item = 0; item < generator.suiteCount(); item++) {
            lines.put(key(generator.suiteItem(item)), generator.suiteItem(item));
        }
        generator.records().flatMap(record -> record.truths().stream()).forEach(truth -> assertThat(
                truth.likeness().ofText()).isCloseTo(jaccard(text(lines.get(truth.key())), text(lines.get(
                        truth.twin()))),
                        Offset.offset(1e-12)));
    }

    private static String key(String line) {
        return JSON.readTree(line).at("/metadata/key").stringValue();
    }

    @ParameterizedTest
    @EnumSource(Length.class)
    void near_duplicates_are_spread_evenly_from_eighty_to_a_hundred(Length length) {
        Generator generator = new Generator(Shape.CONVERSATIONS, length, 4, 4_000, PlantPlan.of(
                PlantKind.NEAR_DUPLICATE, 0.25));
        double[] similarities = generator.records().flatMap(record -> record.truths().stream()).mapToDouble(
                truth -> truth.likeness().ofText()).toArray();
        assertThat(similarities).hasSize(1_000);
        assertThat(Arrays.stream(similarities).filter(similarity -> similarity < 0.8 || similarity > 1)).isEmpty();
        assertThat(Arrays.stream(similarities).average().orElseThrow()).isBetween(0.89, 0.925);
        assertThat(Arrays.stream(similarities).filter(similarity -> similarity < 0.85).count()).isBetween(150L, 300L);
    }

    @Test
    void a_near_duplicate_is_never_the_same_text() {
        Generator generator = Generator.conversations(6, 1_000, PlantPlan.of(PlantKind.NEAR_DUPLICATE, 0.5));
        Map<String, String> lines = new HashMap<>();
        generator.records().forEach(record -> lines.put(key(record.line()), record.line()));
        generator.records().flatMap(record -> record.truths().stream()).forEach(truth -> assertThat(text(lines.get(
                truth.key()))).isNotEqualTo(text(lines.get(truth.twin()))));
    }

    @ParameterizedTest
    @EnumSource(Length.class)
    void clean_records_are_not_near_duplicates_of_each_other(Length length) {
        List<Set<String>> shingles = new Generator(Shape.CONVERSATIONS, length, 8, 2_000,
                PlantPlan.none()).records().map(
                        record -> shingles(text(record.line()))).toList();
        Map<String, List<Integer>> holders = new HashMap<>();
        double most = 0;
        for (int i = 0; i < shingles.size(); i++) {
            Map<Integer, Integer> common = new HashMap<>();
            for (String shingle : shingles.get(i)) {
                List<Integer> others = holders.computeIfAbsent(shingle, any -> new ArrayList<>());
                others.forEach(other -> common.merge(other, 1, Integer::sum));
                others.add(i);
            }
            for (Map.Entry<Integer, Integer> pair : common.entrySet()) {
                int either = shingles.get(i).size() + shingles.get(pair.getKey()).size() - pair.getValue();
                most = Math.max(most, (double) pair.getValue() / either);
            }
        }
        assertThat(most).isPositive().isLessThan(0.5);
    }

    @Test
    void a_contradiction_asks_the_same_and_states_another_value() {
        Generator generator = Generator.conversations(3, 400, PlantPlan.of(PlantKind.CONTRADICTION, 0.4));
        Map<String, String> lines = new HashMap<>();
        generator.records().forEach(record -> lines.put(key(record.line()), record.line()));
        generator.records().flatMap(record -> record.truths().stream()).forEach(truth -> {
            String[] here = text(lines.get(truth.key())).split("\n", 2);
            String[] there = text(lines.get(truth.twin())).split("\n", 2);
            assertThat(here[0]).isEqualTo(there[0]);
            assertThat(here[1]).contains(truth.value()).doesNotContain(" " + truth.twinValue());
            assertThat(there[1]).contains(truth.twinValue());
        });
    }

    @Test
    void template_mates_are_not_like_the_suite() {
        Generator generator = Generator.conversations(3, 1_000, PlantPlan.parse(List.of("template-mate=0.3",
                "leak=0.1"), Shape.CONVERSATIONS));
        assertThat(generator.suiteCount()).isEqualTo(800);
        generator.records().flatMap(record -> record.truths().stream()).filter(
                truth -> truth.kind() == PlantKind.TEMPLATE_MATE).forEach(truth -> assertThat(
                        truth.likeness().ofText()).isLessThan(0.5));
    }

    @Test
    void mojibake_can_be_undone() {
        Generator generator = Generator.conversations(3, 300, PlantPlan.of(PlantKind.MOJIBAKE, 1));
        generator.records().forEach(record -> assertThat(record.line()).doesNotContain("\uFFFD"));
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void broken_lines_are_broken_in_every_way(Shape shape) {
        Generator generator = new Generator(shape, Length.SHORT, 3, 1_000, PlantPlan.of(PlantKind.BROKEN, 1));
        Set<String> types = new TreeSet<>();
        generator.records().forEach(record -> {
            types.add(record.truths().getFirst().type());
            assertThat(record.line()).doesNotContain("\n").doesNotContain("\uE000");
        });
        assertThat(types).hasSize(shape == Shape.PREFERENCES ? 19 : 25);
    }

    @Test
    void a_customers_records_share_a_product() {
        Map<String, Set<String>> products = new HashMap<>();
        Generator.conversations(3, 300, PlantPlan.none()).records().forEach(record -> products.computeIfAbsent(
                JSON.readTree(record.line()).at("/metadata/customer").stringValue(), any -> new HashSet<>()).add(
                        record.line()));
        assertThat(products).hasSizeBetween(80, 100);
    }

    @Test
    void a_plan_that_cannot_be_is_refused_with_every_reason() {
        assertThatThrownBy(() -> PlantPlan.parse(List.of("nonsense=1", "leak=much", "tie=0.1"),
                Shape.CONVERSATIONS)).isInstanceOf(InvalidInputException.class).hasMessageContaining(
                        "nonsense").hasMessageContaining("leak=much").hasMessageContaining("tie");
        assertThatThrownBy(() -> PlantPlan.of(PlantKind.EXACT_DUPLICATE, 0.6)).isInstanceOf(
                InvalidInputException.class).hasMessageContaining("120 %");
        assertThatThrownBy(() -> PlantPlan.of(PlantKind.LEAK, -1)).isInstanceOf(InvalidInputException.class);
    }

    static List<JsonNode> messages(JsonNode root) {
        List<JsonNode> messages = new ArrayList<>();
        Stream.of("/messages", "/input/messages", "/preferred_output").forEach(place -> root.at(place).forEach(
                messages::add));
        return messages;
    }

    /** The last question, a line break, the answer: read back from the line, by code of the test's own. */
    static String text(String line) {
        List<JsonNode> messages = messages(JSON.readTree(line));
        String question = messages.reversed().stream().filter(message -> message.at("/role").stringValue().equals(
                "user")).findFirst().orElseThrow().at("/content").stringValue();
        return question + "\n" + messages.getLast().at("/content").stringValue();
    }

    private static double jaccard(String one, String other) {
        Set<String> both = shingles(one);
        both.retainAll(shingles(other));
        Set<String> either = shingles(one);
        either.addAll(shingles(other));
        return (double) both.size() / either.size();
    }

    private static Set<String> shingles(String text) {
        String[] words = text.toLowerCase(java.util.Locale.ROOT).strip().split("[^\\p{L}\\p{Nd}]+");
        Set<String> shingles = new HashSet<>();
        for (int i = 0; i + 5 <= words.length; i++) {
            shingles.add(String.join("·", Arrays.copyOfRange(words, i, i + 5)));
        }
        return shingles;
    }
}

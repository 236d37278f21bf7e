package io.attune.bench.curation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.attune.pipeline.generate.Generated;
import io.attune.pipeline.generate.Generator;
import io.attune.pipeline.generate.PlantPlan;
import io.attune.pipeline.generate.Shape;
import io.attune.pipeline.generate.Truth;
import io.attune.pipeline.generate.text.Length;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Generated records in memory, as texts and with their truth.
 *
 * @param records in the generator's order
 */
record Corpus(List<Item> records) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long SEED = 20_260_101;
    private static final long BLOCK = 20_000;

    /**
     * One record.
     *
     * @param key as in its metadata; empty where the line is broken
     * @param messages the decoded texts
     * @param text what is compared for near-duplicates: the last question, a line break, the answer
     */
    record Item(String key, String line, List<String> messages, String text, List<Truth> truths) {}

    static Corpus conversations(Length length, long count, PlantPlan plan) {
        Generator generator = new Generator(Shape.CONVERSATIONS, length, SEED, count, plan);
        return new Corpus(LongStream.range(0, count).parallel().mapToObj(generator::record).map(
                Corpus::item).toList());
    }

    private static Item item(Generated made) {
        List<String> messages = new ArrayList<>();
        String key = "";
        String question = "";
        try {
            JsonNode root = JSON.readTree(made.line());
            key = root.path("metadata").path("key").asString("");
            for (JsonNode message : root.path("messages")) {
                String content = message.path("content").asString("");
                messages.add(content);
                question = message.path("role").asString("").equals("user") ? content : question;
            }
        } catch (JacksonException e) {
            messages.clear(); // planted: broken on purpose
        }
        String answer = messages.isEmpty() ? "" : messages.getLast();
        return new Item(key, made.line(), List.copyOf(messages), question + "\n" + answer, made.truths());
    }

    /** The texts of a corpus that is too large for memory, made as they are asked for. */
    static Stream<String> stream(Length length, long count, PlantPlan plan) {
        Generator generator = new Generator(Shape.CONVERSATIONS, length, SEED, count, plan);
        return LongStream.range(0, Math.ceilDiv(count, BLOCK)).boxed().flatMap(block -> LongStream.range(block * BLOCK,
                Math.min(count, (block + 1) * BLOCK)).parallel().mapToObj(generator::record).map(made -> item(
                        made).text()).toList().stream());
    }

    List<String> texts() {
        return records.stream().map(Item::text).toList();
    }

    /** All messages, each by itself. */
    List<String> messages() {
        return records.stream().flatMap(item -> item.messages().stream()).toList();
    }

    /** The bytes of texts in UTF-8, which are counted as characters: the generator's are ASCII but for a few. */
    static double megabytes(List<String> texts) {
        return texts.stream().mapToLong(String::length).sum() / 1e6;
    }
}

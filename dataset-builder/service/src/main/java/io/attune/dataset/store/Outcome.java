package io.attune.dataset.store;

import java.util.ArrayList;
import java.util.List;

import io.attune.kernel.Digest;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Split;
import io.attune.pipeline.curate.TracedJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What became of one record of a source: a line of a version's outcomes, which are sorted by source, then key. Exactly
 * one of {@code kept} and {@code drop} is there.
 *
 * @param changedBy the steps that changed its words, in order
 * @param readAs digest of what it said as it was read, when that is not what it says now; else null
 */
public record Outcome(String source, String key, List<String> changedBy, @Nullable Digest readAs, @Nullable Kept kept,
        @Nullable Drop drop)
        implements
            Comparable<Outcome> {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    public Outcome {
        changedBy = List.copyOf(changedBy);
    }

    /** Where a kept record stands. */
    public record Kept(Digest id, Split split, int tokens) {}

    static Outcome of(CuratedExample example, List<String> changedBy, @Nullable Digest readAs) {
        return new Outcome(example.example().source(), example.example().key(), changedBy, readAs,
                new Kept(example.id(), example.split(), example.tokens()), null);
    }

    static Outcome of(Drop drop, List<String> changedBy, @Nullable Digest readAs) {
        return new Outcome(drop.source(), drop.key(), changedBy, readAs, null, drop);
    }

    /** The text by which outcomes are sorted: a source's name holds no character below the hyphen. */
    public static String sortKey(String source, String key) {
        return source + '\u0000' + key;
    }

    public String sortKey() {
        return sortKey(source, key);
    }

    @Override
    public int compareTo(Outcome other) {
        int byKey = sortKey().compareTo(other.sortKey());
        return byKey != 0 ? byKey : place().compareTo(other.place());
    }

    /** Puts records of one key in a fixed order. */
    private String place() {
        return kept == null ? "" : kept.id().hex();
    }

    /** One line, without its end. */
    String write() {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("source", source).put("key", key);
        if (!changedBy.isEmpty()) {
            changedBy.forEach(node.putArray("changedBy")::add);
        }
        if (readAs != null) {
            node.put("readAs", readAs.hex());
        }
        if (kept != null) {
            node.put("id", kept.id().hex()).put("split", kept.split().word()).put("tokens", kept.tokens());
        }
        if (drop != null) {
            node.set("drop", MAPPER.readTree(TracedJson.write(drop)));
        }
        return MAPPER.writeValueAsString(node);
    }

    /** Reads what {@link #write} wrote. */
    public static Outcome read(String line) {
        JsonNode node = MAPPER.readTree(line);
        List<String> changedBy = new ArrayList<>();
        node.path("changedBy").forEach(step -> changedBy.add(step.stringValue()));
        Kept kept = node.has("id")
                ? new Kept(new Digest(node.get("id").stringValue()), Split.ofWord(
                        node.get("split").stringValue()).orElseThrow(), node.get("tokens").intValue())
                : null;
        Drop drop = node.has("drop") ? TracedJson.readDrop(node.get("drop").toString()) : null;
        return new Outcome(node.get("source").stringValue(), node.get("key").stringValue(), changedBy,
                node.has("readAs") ? new Digest(node.get("readAs").stringValue()) : null, kept, drop);
    }
}

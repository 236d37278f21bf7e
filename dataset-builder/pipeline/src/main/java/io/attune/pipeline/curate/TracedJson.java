package io.attune.pipeline.curate;

import java.util.ArrayList;
import java.util.List;

import io.attune.kernel.Digest;
import io.attune.kernel.Problem;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Example;
import io.attune.pipeline.ExampleJson;
import io.attune.pipeline.decide.Told;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Traces and drops as lines of JSON, for what is kept between two phases of a build and in a version's ledger. */
public final class TracedJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private TracedJson() {}

    /** One line, without its end. */
    public static String write(Traced traced) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("source", traced.source());
        node.put("key", traced.key());
        if (traced.example() != null) {
            node.set("example", ExampleJson.write(traced.example()));
        }
        if (!traced.changedBy().isEmpty()) {
            traced.changedBy().forEach(node.putArray("changedBy")::add);
        }
        if (traced.drop() != null) {
            node.set("drop", tree(traced.drop()));
        }
        if (!traced.problems().isEmpty()) {
            var problems = node.putArray("problems");
            for (Problem problem : traced.problems()) {
                problems.addObject().put("place", problem.place()).put("message", problem.message()).put("nextStep",
                        problem.nextStep());
            }
        }
        if (traced.content() != null) {
            node.put("content", traced.content().hex());
        }
        if (traced.decided() != null) {
            node.put("decided", traced.decided().name());
        }
        return MAPPER.writeValueAsString(node);
    }

    /** Reads what {@link #write(Traced)} wrote. */
    public static Traced read(String line) {
        JsonNode node = MAPPER.readTree(line);
        Example example = node.has("example") ? ExampleJson.read(node.get("example")) : null;
        List<String> changedBy = new ArrayList<>();
        node.path("changedBy").forEach(step -> changedBy.add(step.stringValue()));
        List<Problem> problems = new ArrayList<>();
        node.path("problems").forEach(p -> problems.add(
                new Problem(text(p, "place"), text(p, "message"), text(p, "nextStep"))));
        return new Traced(text(node, "source"), text(node, "key"), example, changedBy,
                node.has("drop") ? drop(node.get("drop")) : null, problems,
                node.has("content") ? new Digest(text(node, "content")) : null,
                node.has("decided") ? Told.valueOf(text(node, "decided")) : null);
    }

    /** A drop as one line, without its end. */
    public static String write(Drop drop) {
        return MAPPER.writeValueAsString(tree(drop));
    }

    /** Reads what {@link #write(Drop)} wrote. */
    public static Drop readDrop(String line) {
        return drop(MAPPER.readTree(line));
    }

    private static ObjectNode tree(Drop drop) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("source", drop.source()).put("key", drop.key()).put("step", drop.step()).put("kind",
                drop.kind().word()).put("reason", drop.reason()).put("evidence", drop.evidence());
        if (drop.twin() != null) {
            node.put("twin", drop.twin());
        }
        if (drop.similarity() != null) {
            node.put("similarity", drop.similarity());
        }
        return node;
    }

    private static Drop drop(JsonNode node) {
        Drop.Kind kind = text(node, "kind").equals("merged") ? Drop.Kind.MERGED : Drop.Kind.DROPPED;
        return new Drop(text(node, "source"), text(node, "key"), text(node, "step"), kind, text(node, "reason"),
                text(node, "evidence"), twin(node), node.has("similarity")
                        ? node.get("similarity").doubleValue()
                        : null);
    }

    private static @Nullable String twin(JsonNode node) {
        return node.has("twin") ? text(node, "twin") : null;
    }

    private static String text(JsonNode node, String key) {
        return node.get(key).stringValue();
    }
}

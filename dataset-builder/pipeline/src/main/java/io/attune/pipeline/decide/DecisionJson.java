package io.attune.pipeline.decide;

import java.time.Instant;

import io.attune.kernel.Digest;
import io.attune.pipeline.Example;
import io.attune.pipeline.ExampleJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decisions as JSON: {@code {source, key, content, author, at, comment, ruling: {kind: accept|edit|reject|label|keep-anyway,
 * messages?, preferred?, rejected?, label?, attribute?, value?}}}.
 */
public final class DecisionJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private DecisionJson() {}

    public static String write(Decision decision) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("source", decision.source()).put("key", decision.key()).put("content", decision.content().hex()).put(
                "author", decision.author()).put("at", decision.at().toString()).put("comment", decision.comment());
        node.set("ruling", ruling(decision.ruling()));
        return MAPPER.writeValueAsString(node);
    }

    /** Reads what {@link #write} wrote. */
    public static Decision read(String json) {
        JsonNode node = MAPPER.readTree(json);
        return new Decision(text(node, "source"), text(node, "key"), new Digest(text(node, "content")), readRuling(
                node.get("ruling")), text(node, "author"), Instant.parse(text(node, "at")), text(node, "comment"));
    }

    /** A ruling by itself. */
    public static ObjectNode ruling(Ruling ruling) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        switch (ruling) {
            case Ruling.Accept _ -> node.put("kind", "accept");
            case Ruling.Reject _ -> node.put("kind", "reject");
            case Ruling.KeepAnyway _ -> node.put("kind", "keep-anyway");
            case Ruling.Label(String attribute, String value) ->
                node.put("kind", "label").put("attribute", attribute).put("value", value);
            case Ruling.Edit edit -> node.put("kind", "edit").setAll(ExampleJson.writeContent(edit.messages(),
                    edit.judgement()));
        }
        return node;
    }

    /**
     * Reads what {@link #ruling} wrote.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static Ruling readRuling(JsonNode node) {
        String kind = node.path("kind").asString("");
        return switch (kind) {
            case "accept" -> new Ruling.Accept();
            case "reject" -> new Ruling.Reject();
            case "keep-anyway" -> new Ruling.KeepAnyway();
            case "label" -> new Ruling.Label(required(node, "attribute"), required(node, "value"));
            case "edit" -> {
                Example edited = ExampleJson.readContent(node);
                yield new Ruling.Edit(edited.messages(), edited.judgement());
            }
            default -> throw new IllegalArgumentException("There is no ruling '" + kind
                    + "': write accept, edit, reject, label or keep-anyway");
        };
    }

    private static String required(JsonNode node, String field) {
        if (!node.path(field).isString()) {
            throw new IllegalArgumentException("A " + node.path("kind").asString("") + " needs '" + field
                    + "', a text");
        }
        return node.get(field).stringValue();
    }

    private static String text(JsonNode node, String field) {
        return node.get(field).stringValue();
    }
}

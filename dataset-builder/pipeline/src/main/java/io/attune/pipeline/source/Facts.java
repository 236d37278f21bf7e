package io.attune.pipeline.source;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

import io.attune.pipeline.Example;
import io.attune.pipeline.Judgement;
import io.attune.pipeline.Message;
import io.attune.pipeline.Tool;
import io.attune.pipeline.plan.SourceSpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is known about a record beside its words: its place in the source, and the facts it states about itself. Facts
 * named {@code id}, {@code group}, {@code lang} and {@code license} say what those are; all others are attributes.
 */
final class Facts {
    /** The attribute that tells which older or unkept forms were put into another one. */
    static final String CONVERTED = "converted";

    private final SourceSpec source;
    private final TreeMap<String, String> attributes = new TreeMap<>();
    private String key;
    private @Nullable String group;
    private @Nullable String language;
    private String license;

    /** @param place of the record, its key unless it names itself */
    Facts(SourceSpec source, String place) {
        this.source = source;
        this.key = place;
        this.license = source.license();
    }

    /** Takes one fact; the reserved names mean what they say. */
    void add(String name, String value) {
        switch (name) {
            case "id" -> key = value;
            case "group" -> group = value;
            case "lang" -> language = value;
            case "license" -> license = value;
            default -> attributes.put(name, value);
        }
    }

    /** Takes a fact whose name is somebody's own and never reserved. */
    void addAttribute(String name, String value) {
        attributes.put(name, value);
    }

    /** Takes every entry of an object: texts, and numbers and truth values as they are written. */
    void addAll(JsonNode metadata, LineProblems problems) {
        if (metadata.isMissingNode() || metadata.isNull()) {
            return;
        }
        if (!metadata.isObject()) {
            problems.add("/metadata", BadReason.METADATA, "metadata is a JSON " + LineProblems.kind(metadata)
                    + " and not an object", "Write \"metadata\": {\"name\": \"value\"}.");
            return;
        }
        for (Map.Entry<String, JsonNode> entry : metadata.properties()) {
            JsonNode value = entry.getValue();
            boolean reserved = switch (entry.getKey()) {
                case "id", "group", "lang", "license" -> true;
                default -> false;
            };
            if (value.isString() && !(reserved && value.stringValue().isBlank())) {
                add(entry.getKey(), value.stringValue());
            } else if (value.isBoolean() || value.isIntegralNumber()) {
                add(entry.getKey(), value.asString());
            } else {
                problems.add("/metadata/" + LineProblems.escape(entry.getKey()), BadReason.METADATA, value.isString()
                        ? "the value is empty"
                        : "the value is not a text", "Write a text, or leave it out.");
            }
        }
    }

    /** The example with these facts. */
    Example example(List<Message> messages, List<Tool> tools, @Nullable Judgement judgement, SortedSet<String> notes) {
        if (!notes.isEmpty()) {
            attributes.put(CONVERTED, String.join(", ", notes));
        }
        return new Example(source.name(), key, group == null ? source.name() + "/" + key : group, license, language,
                messages, tools, judgement, attributes);
    }
}

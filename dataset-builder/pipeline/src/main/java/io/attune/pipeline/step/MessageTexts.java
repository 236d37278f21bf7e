package io.attune.pipeline.step;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import io.attune.kernel.CanonicalJson;
import io.attune.pipeline.Message;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Redacts the texts of a message where they stand: words, reasoning, the speaker's name, and the values in calls. */
final class MessageTexts {
    private static final JsonMapper JSON = JsonMapper.builder().enable(
            DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** Names are written in letters, digits, underscores and hyphens. */
    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9_-]+");

    private final UnaryOperator<String> redaction;

    /** @param redaction of one text; gives an equal text where there is nothing to redact */
    MessageTexts(UnaryOperator<String> redaction) {
        this.redaction = redaction;
    }

    Message redacted(Message message) {
        Message words = message.mapTexts(redaction, this::arguments);
        String name = message.name();
        String clean = name == null ? null : redaction.apply(name);
        return clean == null || clean.equals(name) ? words : words.withName(NOT_IN_NAMES.matcher(clean).replaceAll(""));
    }

    /**
     * The arguments of a call stay JSON: strings are redacted by themselves, a number with something to redact becomes a
     * string, and then all is written canonically. What is no JSON is redacted as text.
     */
    private String arguments(String arguments) {
        if (arguments.isBlank()) {
            return arguments;
        }
        try {
            JsonNode before = JSON.readTree(arguments);
            JsonNode after = node("", before);
            return after.equals(before) ? arguments : CanonicalJson.write(after);
        } catch (JacksonException e) {
            return redaction.apply(arguments);
        }
    }

    private JsonNode node(String name, JsonNode node) {
        if (node.isObject()) {
            ObjectNode object = NODES.objectNode();
            for (Map.Entry<String, JsonNode> property : node.properties()) {
                object.set(redaction.apply(property.getKey()), node(property.getKey(), property.getValue()));
            }
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = NODES.arrayNode();
            node.forEach(element -> array.add(node(name, element)));
            return array;
        }
        if (!node.isString() && !node.isNumber()) {
            return node;
        }
        String value = node.isString() ? node.stringValue() : node.asString();
        String clean = value(name, value);
        return clean.equals(value) ? node : NODES.stringNode(clean);
    }

    /** The name in front tells what the value is; without it a password is a word like others. */
    private String value(String name, String value) {
        String before = "\"" + name + "\":\"";
        String after = "\"";
        String whole = redaction.apply(before + value + after);
        boolean within = whole.length() >= before.length() + after.length() && whole.startsWith(before)
                && whole.endsWith(after);
        return within ? whole.substring(before.length(), whole.length() - after.length()) : redaction.apply(value);
    }
}

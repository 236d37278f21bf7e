package io.attune.cli.api;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON trees: read, written, and looked into by pointers without fear of what is absent. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final JsonMapper PRETTY = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    /** A new, empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Reads a text, or nothing where it is not JSON. */
    public static Optional<JsonNode> read(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(MAPPER.readTree(text));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Reads a file, or nothing where there is none or it holds no JSON, as while it is being written. */
    public static Optional<JsonNode> read(Path file) {
        try {
            return Files.isRegularFile(file) ? read(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** On one line. */
    public static String write(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /** Indented, for people and for {@code jq}. */
    public static String pretty(JsonNode node) {
        return PRETTY.writeValueAsString(node);
    }

    /** The text at a pointer; numbers and booleans as they are written, an absent or null value as nothing. */
    public static String text(JsonNode node, String pointer) {
        JsonNode found = node.at(pointer);
        if (found.isMissingNode() || found.isNull()) {
            return "";
        }
        return found.isString() ? found.stringValue() : found.isContainer() ? write(found) : found.asString();
    }

    /** The whole number at a pointer, or 0. */
    public static long whole(JsonNode node, String pointer) {
        JsonNode found = node.at(pointer);
        return found.isNumber() ? found.longValue() : 0;
    }

    /** The number at a pointer, or NaN. */
    public static double number(JsonNode node, String pointer) {
        JsonNode found = node.at(pointer);
        return found.isNumber() ? found.doubleValue() : Double.NaN;
    }

    /** The exact decimal at a pointer, whether it is written as a string or as a number, or nothing. */
    public static Optional<BigDecimal> decimal(JsonNode node, String pointer) {
        String text = text(node, pointer);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether the value at a pointer is true. */
    public static boolean isTrue(JsonNode node, String pointer) {
        JsonNode found = node.at(pointer);
        return found.isBoolean() && found.booleanValue();
    }

    /** The entries of the list at a pointer; none where there is no list. */
    public static List<JsonNode> list(JsonNode node, String pointer) {
        List<JsonNode> entries = new ArrayList<>();
        JsonNode found = pointer.isEmpty() ? node : node.at(pointer);
        if (found.isArray()) {
            found.forEach(entries::add);
        }
        return entries;
    }

    /** The entries of an answer that is a list, or a page whose list stands under {@code items}. */
    public static List<JsonNode> items(JsonNode answer) {
        return answer.isArray() ? list(answer, "") : list(answer, "/items");
    }
}

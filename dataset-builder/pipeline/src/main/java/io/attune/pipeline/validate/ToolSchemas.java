package io.attune.pipeline.validate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks tools' parameters for the form of a JSON Schema (2020-12) of an object, and arguments against what it requires.
 * The form alone is checked, by hand: a whole validator costs more than all other checks together. Each schema is parsed
 * once, as the examples of a dataset share a few. Thread-safe.
 */
final class ToolSchemas {
    private static final int KEPT_MAX = 1_000;
    private static final Set<String> TYPES = Set.of("object", "array", "string", "number", "integer", "boolean",
            "null");
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder().streamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(100).build()).build()).build();

    private final Map<String, Schema> kept = new ConcurrentHashMap<>();

    private record Schema(Optional<String> problem, List<String> required) {}

    /** What is wrong with a schema, or null. */
    @Nullable
    String problem(String parameters) {
        return schema(parameters).problem().orElse(null);
    }

    /**
     * What is wrong with a call's arguments, or null.
     *
     * @param parameters the tool's schema, or null when the tool is not known
     */
    @Nullable
    String argumentsProblem(String arguments, @Nullable String parameters) {
        JsonNode root = parse(arguments);
        if (root == null || !root.isObject()) {
            return root == null ? "the arguments are not JSON" : "the arguments are not an object";
        }
        List<String> required = parameters == null ? List.of() : schema(parameters).required();
        long missing = required.stream().filter(name -> !root.has(name)).count();
        return missing == 0 ? null : missing + " of " + required.size() + " required arguments are missing";
    }

    private Schema schema(String parameters) {
        Schema known = kept.get(parameters);
        if (known != null) {
            return known;
        }
        Schema made = read(parameters);
        if (kept.size() >= KEPT_MAX) {
            kept.clear();
        }
        kept.put(parameters, made);
        return made;
    }

    private static Schema read(String parameters) {
        JsonNode root = parse(parameters);
        if (root == null || !root.isObject()) {
            return new Schema(Optional.of("the parameters are no object"), List.of());
        }
        if (!root.path("type").isString() || !root.path("type").stringValue().equals("object")) {
            return new Schema(Optional.of("the parameters' type is not object"), List.of());
        }
        String wrong = wrong(root);
        List<String> required = root.path("required").isArray()
                ? root.path("required").valueStream().filter(JsonNode::isString).map(JsonNode::stringValue).toList()
                : List.of();
        return new Schema(Optional.ofNullable(wrong), required);
    }

    private static @Nullable String wrong(JsonNode schema) {
        if (schema.isBoolean()) {
            return null;
        }
        if (!schema.isObject()) {
            return "a schema is neither an object nor true or false";
        }
        JsonNode type = schema.path("type");
        boolean known = type.isArray() ? type.valueStream().allMatch(ToolSchemas::isType) : isType(type);
        if (!type.isMissingNode() && !known) {
            return "a type is none of JSON Schema's";
        }
        JsonNode required = schema.path("required");
        if (!required.isMissingNode() && !(required.isArray() && required.valueStream().allMatch(JsonNode::isString))) {
            return "required is not a list of texts";
        }
        JsonNode properties = schema.path("properties");
        if (!properties.isMissingNode() && !properties.isObject()) {
            return "properties is not an object";
        }
        String inner = properties.valueStream().map(ToolSchemas::wrong).filter(p -> p != null).findFirst().orElse(null);
        JsonNode items = schema.path("items");
        return inner != null || items.isMissingNode() ? inner : wrong(items);
    }

    private static boolean isType(JsonNode type) {
        return type.isString() && TYPES.contains(type.stringValue());
    }

    private static @Nullable JsonNode parse(String json) {
        try {
            JsonNode root = MAPPER.readTree(json);
            return root.isMissingNode() ? null : root;
        } catch (JacksonException e) {
            return null;
        }
    }
}

package io.attune.provider.testkit.openai;

import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/** Checks graders as the vendor does: kinds, fields and their forms. */
final class Graders {
    private static final Map<String, Set<String>> FIELDS = Map.of("string_check",
            Set.of("input", "name", "operation", "reference"), "text_similarity",
            Set.of("input", "name", "reference", "evaluation_metric"), "python", Set.of("name", "source"),
            "score_model", Set.of("name", "model", "input"), "multi", Set.of("name", "graders", "calculate_output"));
    private static final Map<String, Set<String>> MORE = Map.of("python", Set.of("image_tag"), "score_model",
            Set.of("range", "sampling_params"));
    private static final Set<String> OPERATIONS = Set.of("eq", "ne", "like", "ilike");

    private Graders() {}

    /** Returns the grader when it is well formed, else refuses. */
    static JsonNode check(JsonNode grader, String place) {
        if (!grader.isObject()) {
            throw ApiError.invalid(place, "missing_required_parameter", "Missing required parameter: '" + place + "'.");
        }
        String type = grader.path("type").stringValue("");
        Set<String> wanted = FIELDS.get(type);
        if (wanted == null) {
            throw ApiError.invalid(place + ".type", "invalid_value", "A grader of the type '" + type
                    + "' is not known; there are string_check, text_similarity, python, score_model, multi.");
        }
        for (String field : wanted) {
            if (grader.path(field).isMissingNode()) {
                throw ApiError.invalid(place + "." + field, "missing_required_parameter",
                        "Missing required parameter: '" + place + "." + field + "'.");
            }
        }
        for (String key : grader.propertyNames()) {
            if (!key.equals("type") && !wanted.contains(key) && !MORE.getOrDefault(type, Set.of()).contains(key)) {
                throw ApiError.invalid(place + "." + key, "unknown_parameter",
                        "Unknown parameter: '" + place + "." + key + "'.");
            }
        }
        if (type.equals("string_check") && !OPERATIONS.contains(grader.path("operation").stringValue(""))) {
            throw ApiError.invalid(place + ".operation", "invalid_value",
                    "operation is '" + grader.path("operation").stringValue("") + "'; it is eq, ne, like or ilike.");
        }
        if (type.equals("multi")) {
            grader.path("graders").forEach(inner -> check(inner, place + ".graders"));
        }
        return grader;
    }
}

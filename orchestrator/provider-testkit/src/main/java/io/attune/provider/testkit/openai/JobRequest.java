package io.attune.provider.testkit.openai;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The body of a create, checked against the dialect's rules. Null means the caller left it open. */
record JobRequest(String model, String trainingFile, @Nullable String validationFile, @Nullable String suffix,
        @Nullable Map<String, String> metadata, @Nullable Integer seed, @Nullable Integer epochs,
        @Nullable Integer batchSize, @Nullable Double learningRateMultiplier, String method,
        Map<String, JsonNode> methodDetails, @Nullable String trainingType) {
    private static final Set<String> KEYS = Set.of("model", "training_file", "validation_file", "suffix", "metadata",
            "seed", "hyperparameters", "method", "integrations");
    private static final List<String> TRAINING_TYPES = List.of("standard", "globalstandard", "developerTier");
    private static final Pattern SUFFIX = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int PAIRS_MAX = 16;
    private static final int KEY_LENGTH_MAX = 64;
    private static final int VALUE_LENGTH_MAX = 512;

    /**
     * Reads a create.
     *
     * @param methods what the server trains
     */
    static JobRequest parse(ObjectNode body, Vendor.Flavour flavour, Set<String> methods) {
        boolean azure = flavour == Vendor.Flavour.AZURE;
        for (String key : body.propertyNames()) {
            if (!KEYS.contains(key) && !(azure && key.equals("trainingType"))) {
                throw ApiError.invalid(key, "unknown_parameter", "Unknown parameter: '" + key + "'.");
            }
        }
        if (!body.path("integrations").isMissingNode() && !body.path("integrations").isNull()
                && !body.path("integrations").isEmpty()) {
            throw ApiError.invalid("integrations", "unsupported_parameter", "This server has no integrations.");
        }
        Methods.Chosen method = Methods.parse(body, methods, azure);
        JsonNode chosen = method.hyperparameters();
        return new JobRequest(required(body, "model"), required(body, "training_file"),
                optional(body, "validation_file"), suffix(body), metadata(body), seed(body),
                Methods.integer(chosen, "n_epochs", 50), Methods.integer(chosen, "batch_size", 256),
                Methods.multiplier(chosen), method.type(), method.details(), trainingType(body));
    }

    private static @Nullable String trainingType(ObjectNode body) {
        String type = optional(body, "trainingType");
        if (type != null && !TRAINING_TYPES.contains(type)) {
            throw ApiError.invalid("trainingType", "invalid_value",
                    "trainingType is '" + type + "'; it is one of " + TRAINING_TYPES + ".");
        }
        return type;
    }

    private static String required(ObjectNode body, String name) {
        String value = optional(body, name);
        if (value == null || value.isBlank()) {
            throw ApiError.invalid(name, "missing_required_parameter", "Missing required parameter: '" + name + "'.");
        }
        return value;
    }

    private static @Nullable String optional(ObjectNode body, String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw ApiError.invalid(name, "invalid_type", "'" + name + "' is " + value + "; it is a text.");
        }
        return value.stringValue();
    }

    private static @Nullable String suffix(ObjectNode body) {
        String suffix = optional(body, "suffix");
        if (suffix != null && !SUFFIX.matcher(suffix).matches()) {
            throw ApiError.invalid("suffix", "invalid_value",
                    "suffix is '" + suffix + "'; it is 1 to 64 letters, digits, '.', '_' or '-'.");
        }
        return suffix;
    }

    private static @Nullable Map<String, String> metadata(ObjectNode body) {
        JsonNode node = body.path("metadata");
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isObject()) {
            throw ApiError.invalid("metadata", "invalid_type", "metadata is an object of texts.");
        }
        if (node.size() > PAIRS_MAX) {
            throw ApiError.invalid("metadata", "invalid_value",
                    "metadata has " + node.size() + " pairs; at most " + PAIRS_MAX + " are allowed.");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        for (var pair : node.properties()) {
            String param = "metadata." + pair.getKey();
            if (pair.getKey().isEmpty() || pair.getKey().length() > KEY_LENGTH_MAX) {
                throw ApiError.invalid(param, "invalid_value",
                        "A metadata key has 1 to " + KEY_LENGTH_MAX + " characters; this one has "
                                + pair.getKey().length() + ".");
            }
            if (!pair.getValue().isString() || pair.getValue().stringValue().length() > VALUE_LENGTH_MAX) {
                throw ApiError.invalid(param, "invalid_value",
                        "The value of '" + pair.getKey() + "' is not a text of at most " + VALUE_LENGTH_MAX
                                + " characters.");
            }
            metadata.put(pair.getKey(), pair.getValue().stringValue());
        }
        return metadata;
    }

    private static @Nullable Integer seed(ObjectNode body) {
        JsonNode seed = body.path("seed");
        if (seed.isMissingNode() || seed.isNull()) {
            return null;
        }
        if (!seed.isIntegralNumber() || !seed.canConvertToInt() || seed.intValue() < 0) {
            throw ApiError.invalid("seed", "invalid_value", "seed is " + seed + "; it is from 0 to 2147483647.");
        }
        return seed.intValue();
    }
}

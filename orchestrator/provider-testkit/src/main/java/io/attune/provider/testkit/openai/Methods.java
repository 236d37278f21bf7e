package io.attune.provider.testkit.openai;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The methods of training and what each may be given. */
final class Methods {
    static final String SUPERVISED = "supervised";
    static final String PREFERENCE = "dpo";
    static final String REINFORCEMENT = "reinforcement";
    private static final List<String> ALL = List.of(SUPERVISED, PREFERENCE, REINFORCEMENT);
    private static final Set<String> COMMON = Set.of("n_epochs", "batch_size", "learning_rate_multiplier");
    private static final List<String> EFFORTS = List.of("default", "low", "medium", "high");

    private Methods() {}

    /**
     * What a create says of its method.
     *
     * @param hyperparameters as they were given, those of every method among them
     * @param details what the method alone knows, without what was left to the vendor
     */
    record Chosen(String type, JsonNode hyperparameters, Map<String, JsonNode> details) {}

    static Chosen parse(ObjectNode body, Set<String> known, boolean weighsPrompts) {
        JsonNode method = body.path("method");
        if (method.isMissingNode() || method.isNull()) {
            return chosen(SUPERVISED, body.path("hyperparameters"), Json.object(), weighsPrompts);
        }
        if (!body.path("hyperparameters").isMissingNode()) {
            throw ApiError.invalid("hyperparameters", "invalid_value",
                    "Give hyperparameters within 'method' or beside it, not both.");
        }
        String type = method.path("type").stringValue("");
        if (!ALL.contains(type) || !known.contains(type)) {
            throw ApiError.invalid("method.type", "unsupported_value", "method.type is '" + type
                    + "'; this server trains " + String.join(", ", new TreeSet<>(known)) + ".");
        }
        refuseUnknown("method", method, Set.of("type", type));
        JsonNode own = method.path(type);
        refuseUnknown("method." + type, own, type.equals(REINFORCEMENT)
                ? Set.of("hyperparameters", "grader")
                : Set.of("hyperparameters"));
        return chosen(type, own.path("hyperparameters"), own, weighsPrompts);
    }

    private static Chosen chosen(String type, JsonNode hyperparameters, JsonNode own, boolean weighsPrompts) {
        Map<String, JsonNode> details = new LinkedHashMap<>();
        for (String name : hyperparameters.propertyNames()) {
            JsonNode value = hyperparameters.get(name);
            if (!COMMON.contains(name)) {
                check(type, name, value, weighsPrompts);
                if (!value.stringValue("").equals("auto")) {
                    details.put(name, value);
                }
            }
        }
        if (type.equals(REINFORCEMENT)) {
            details.put("grader", Graders.check(own.path("grader"), "method.reinforcement.grader"));
        }
        return new Chosen(type, hyperparameters, details);
    }

    private static void check(String type, String name, JsonNode value, boolean weighsPrompts) {
        boolean auto = value.stringValue("").equals("auto");
        boolean fits = switch (type + "." + name) {
            case "dpo.beta" -> auto || within(value, 0, 2);
            case "reinforcement.compute_multiplier" -> auto || within(value, 0.00001, 10);
            case "reinforcement.eval_interval", "reinforcement.eval_samples" -> auto
                    || (value.isIntegralNumber() && value.longValue() >= 1);
            case "reinforcement.reasoning_effort" -> EFFORTS.contains(value.stringValue(""));
            case "supervised.prompt_loss_weight" -> weighsPrompts && (auto || value.isNumber());
            default -> throw ApiError.invalid("hyperparameters." + name, "unknown_parameter",
                    "Unknown hyperparameter: '" + name + "'.");
        };
        if (!fits) {
            throw ApiError.invalid("hyperparameters." + name, "invalid_value",
                    name + " is " + value + ", which is out of its range.");
        }
    }

    /** Above the first, up to the second. */
    private static boolean within(JsonNode value, double above, double most) {
        return value.isNumber() && value.doubleValue() > above && value.doubleValue() <= most;
    }

    static void refuseUnknown(String place, JsonNode node, Set<String> known) {
        for (String key : node.propertyNames()) {
            if (!known.contains(key)) {
                throw ApiError.invalid(place + "." + key, "unknown_parameter",
                        "Unknown parameter: '" + place + "." + key + "'.");
            }
        }
    }

    /** As clients see a job's method. */
    static ObjectNode toJson(JobSpec spec, ObjectNode hyperparameters) {
        ObjectNode all = hyperparameters.deepCopy();
        ObjectNode own = Json.object();
        Map<String, JsonNode> details = spec.methodDetails();
        if (details != null) {
            details.forEach((name, value) -> (name.equals("grader") ? own : all).set(name, value));
        }
        own.set("hyperparameters", all);
        ObjectNode method = Json.object().put("type", spec.methodName());
        method.set(spec.methodName(), own);
        return method;
    }

    static @Nullable Integer integer(JsonNode chosen, String name, int max) {
        JsonNode value = chosen.path(name);
        if (isAuto(value)) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1 || value.intValue() > max) {
            throw ApiError.invalid("hyperparameters." + name, "invalid_value",
                    name + " is " + value + "; it is 'auto' or from 1 to " + max + ".");
        }
        return value.intValue();
    }

    static @Nullable Double multiplier(JsonNode chosen) {
        String name = "learning_rate_multiplier";
        JsonNode value = chosen.path(name);
        if (isAuto(value)) {
            return null;
        }
        if (!value.isNumber() || !(value.doubleValue() > 0) || !Double.isFinite(value.doubleValue())) {
            throw ApiError.invalid("hyperparameters." + name, "invalid_value",
                    name + " is " + value + "; it is 'auto' or above 0.");
        }
        return value.doubleValue();
    }

    private static boolean isAuto(JsonNode value) {
        return value.isMissingNode() || value.isNull() || value.stringValue("").equals("auto");
    }
}

package io.attune.orchestrator.recipe;

import java.time.Duration;

import io.attune.orchestrator.recipe.Recipe.Target;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Targets in the words of the recipe language; a grid stands in it as the targets that it made. */
final class TargetJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private TargetJson() {}

    /** What stands in the digest: of the keys that recipes got later, those that say something. */
    static void write(Targets targets, ObjectNode recipe) {
        if (targets.choose() != Targets.Choose.FIRST) {
            recipe.put("choose", targets.choose().toString());
        }
        targets.list().forEach(target -> recipe.withArray("targets").add(target(target)));
        if (targets.unchanged() != Targets.Unchanged.SKIP) {
            recipe.put("unchanged", targets.unchanged().toString());
        }
    }

    static void explain(Targets targets, ObjectNode recipe) {
        recipe.put("choose", targets.choose().toString());
        recipe.put("unchanged", targets.unchanged().toString());
    }

    private static ObjectNode target(Target target) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", target.name()).put("connection", target.connection()).put("baseModel",
                target.baseModel()).put("method", target.method().word());
        if (target.trainer() != null) {
            json.set("trainer", trainer(target.trainer()));
        }
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        parameters.set("epochs", orAuto(target.epochs()));
        parameters.set("learningRate", orAuto(target.learningRate()));
        parameters.set("batchSize", orAuto(target.batchSize()));
        put(parameters, "seed", target.seed());
        put(parameters, "loraRank", target.loraRank());
        method(target.method(), json, parameters);
        json.set("parameters", parameters);
        return json;
    }

    private static void method(Method method, ObjectNode target, ObjectNode parameters) {
        switch (method) {
            case Method.Supervised(boolean chosen) -> put(target, "train", chosen ? "chosen" : null);
            case Method.Dpo dpo -> put(parameters, "beta", dpo.beta());
            case Method.Reinforcement r -> {
                target.put("grader", r.graderFile());
                put(parameters, "reasoningEffort", r.settings().get("reasoningEffort"));
                put(parameters, "computeMultiplier", r.computeMultiplier());
                put(parameters, "evalInterval", r.evalInterval());
                put(parameters, "evalSamples", r.evalSamples());
            }
        }
    }

    private static ObjectNode trainer(Trainer trainer) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        put(json, "name", trainer.name());
        put(json, "config", trainer.configFile());
        put(json, "gpus", trainer.gpus());
        Duration deadline = trainer.deadline();
        put(json, "deadline", deadline == null ? null : deadline.toMinutes() + "m");
        return json;
    }

    private static void put(ObjectNode json, String key, @Nullable Object value) {
        if (value != null) {
            json.set(key, MAPPER.<JsonNode>valueToTree(value));
        }
    }

    private static JsonNode orAuto(@Nullable Object value) {
        return MAPPER.valueToTree(value == null ? "auto" : value);
    }
}

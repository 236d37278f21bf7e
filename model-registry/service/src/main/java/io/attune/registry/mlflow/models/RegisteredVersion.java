package io.attune.registry.mlflow.models;

import java.util.List;
import java.util.Map;

import io.attune.registry.mlflow.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A version as MLflow's clients see it; times are milliseconds since 1970.
 *
 * @param source where its artefacts lie; for one that a provider serves {@code attune://connection/model}
 */
record RegisteredVersion(String name, int number, long createdAt, long updatedAt, String by, String stage,
        String description, String source, @Nullable String run, @Nullable String runLink, Map<String, String> tags,
        List<String> aliases) {

    ObjectNode json() {
        ObjectNode json = Json.object().put("name", name).put("version", Integer.toString(number)).put(
                "creation_timestamp", createdAt).put("last_updated_timestamp", updatedAt).put("user_id", by).put(
                        "current_stage", stage).put("description", description).put("source", source).put("run_id",
                                run == null ? "" : run).put("status", "READY").put("run_link",
                                        runLink == null ? "" : runLink);
        Json.put(json, "tags", tags.entrySet(), RegisteredVersion::tag);
        if (!aliases.isEmpty()) {
            ArrayNode names = json.putArray("aliases");
            aliases.forEach(names::add);
        }
        return json;
    }

    static ObjectNode tag(Map.Entry<String, String> tag) {
        return Json.object().put("key", tag.getKey()).put("value", tag.getValue());
    }
}

package io.attune.registry.mlflow.tracking;

import java.util.Map;

import io.attune.registry.mlflow.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/** An experiment; times are milliseconds since 1970. */
record Experiment(long id, String name, String artifactLocation, boolean active, long createdAt, long updatedAt,
        Map<String, String> tags) {

    ObjectNode json() {
        ObjectNode json = Json.object().put("experiment_id", Long.toString(id)).put("name", name).put(
                "artifact_location", artifactLocation).put("lifecycle_stage", active ? "active" : "deleted").put(
                        "last_update_time", updatedAt).put("creation_time", createdAt);
        return Json.put(json, "tags", tags.entrySet(), tag -> Json.object().put("key", tag.getKey()).put("value",
                tag.getValue()));
    }
}

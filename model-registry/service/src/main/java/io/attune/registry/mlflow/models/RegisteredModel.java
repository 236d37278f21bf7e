package io.attune.registry.mlflow.models;

import java.util.List;
import java.util.Map;

import io.attune.registry.Model;
import io.attune.registry.mlflow.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model as MLflow's clients see it.
 *
 * @param latest the newest version of each stage
 * @param aliases the number each points at
 */
record RegisteredModel(Model model, List<RegisteredVersion> latest, Map<String, Integer> aliases) {

    ObjectNode json() {
        ObjectNode json = Json.object().put("name", model.name()).put("creation_timestamp",
                model.createdAt().toEpochMilli()).put("last_updated_timestamp", model.updatedAt().toEpochMilli()).put(
                        "user_id", model.owner()).put("description", model.description());
        Json.put(json, "latest_versions", latest, RegisteredVersion::json);
        Json.put(json, "tags", model.tags().entrySet(), RegisteredVersion::tag);
        return Json.put(json, "aliases", aliases.entrySet(), alias -> Json.object().put("alias", alias.getKey()).put(
                "version", alias.getValue().toString()));
    }
}

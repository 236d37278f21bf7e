package io.attune.registry.mlflow.tracking;

import java.util.Map;

import io.attune.registry.mlflow.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A dataset that a run read; the tag {@code mlflow.data.context} says what for. */
record DatasetInput(String name, String digest, String sourceType, String source, @Nullable String schema,
        @Nullable String profile, Map<String, String> tags) {

    ObjectNode json() {
        ObjectNode dataset = Json.object().put("name", name).put("digest", digest).put("source_type", sourceType).put(
                "source", source);
        Json.put(Json.put(dataset, "schema", schema), "profile", profile);
        return Json.put(Json.object().set("dataset", dataset), "tags", tags.entrySet(),
                tag -> Json.object().put("key",
                        tag.getKey()).put("value", tag.getValue()));
    }
}

package io.attune.registry.mlflow.webhooks;

import java.net.URI;
import java.util.List;

import io.attune.registry.mlflow.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Somebody to tell; times are milliseconds since 1970. Its secret is nowhere shown. */
record Webhook(String id, String name, URI url, @Nullable String description, List<Event> events, boolean active,
        long createdAt, long updatedAt) {

    ObjectNode json() {
        ObjectNode json = Json.object().put("webhook_id", id).put("name", name).put("url", url.toString());
        Json.put(json, "description", description);
        Json.put(json, "events", events, Event::json);
        return json.put("status", active ? "ACTIVE" : "DISABLED").put("creation_timestamp", createdAt).put(
                "last_updated_timestamp", updatedAt);
    }
}

package io.attune.cli.knowledge;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A question to a deployment. */
public final class Question {
    private Question() {}

    /** Asks and returns the completion, citations included. */
    public static JsonNode ask(ApiClient api, String deployment, String question) {
        ObjectNode body = Json.object().put("model", deployment);
        body.putArray("messages").addObject().put("role", "user").put("content", question);
        return api.post("/v1/chat/completions", body);
    }
}

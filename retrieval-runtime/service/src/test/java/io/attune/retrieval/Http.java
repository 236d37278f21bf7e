package io.attune.retrieval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A caller with a key. */
final class Http {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String server;
    private final String key;

    Http(String server, String key) {
        this.server = server;
        this.key = key;
    }

    /** What came back. */
    record Reply(int status, String body, java.net.http.HttpHeaders headers) {
        JsonNode json() {
            return JSON.readTree(body);
        }

        Reply expect(int wanted) {
            if (status != wanted) {
                throw new AssertionError("Status " + status + " instead of " + wanted + ": " + body);
            }
            return this;
        }
    }

    Reply get(String path) {
        return get(path, "application/json");
    }

    Reply get(String path, String accept) {
        return send(request(path).header("Accept", accept).GET().build());
    }

    Reply put(String path, Object body) {
        return send(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(
                JSON.writeValueAsString(body))).build());
    }

    Reply post(String path, Object body) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(
                JSON.writeValueAsString(body))).build());
    }

    Reply delete(String path) {
        return send(request(path).DELETE().build());
    }

    /** Asks a knowledge base without a model. */
    JsonNode ask(String knowledgeBase, String question) {
        return post("/v1/chat/completions", Map.of("model", "none", "messages",
                List.of(Map.of("role", "user", "content", question)), "attune",
                Map.of("knowledgeBase", knowledgeBase))).expect(200).json();
    }

    private HttpRequest.Builder request(String path) {
        URI uri = URI.create(path.startsWith("http") ? path : server + path);
        return HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + key);
    }

    private static Reply send(HttpRequest request) {
        try {
            HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body(), response.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

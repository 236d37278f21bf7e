package io.attune.adapter.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server that behaves as vLLM's does when adapters may be loaded while it runs: it looks for the adapter's files, refuses
 * a name that is taken, and answers from nothing but what it has loaded.
 */
final class VllmDouble implements AutoCloseable {
    private final HttpServer server;
    private final String baseModel;
    private final TreeMap<String, String> adapters = new TreeMap<>();

    VllmDouble(String baseModel) {
        this.baseModel = baseModel;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] content = exchange.getRequestBody().readAllBytes();
            JsonNode body = content.length == 0 ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(content);
            switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
                case "POST /v1/load_lora_adapter" -> load(exchange, body);
                case "POST /v1/unload_lora_adapter" -> unload(exchange, body);
                case "GET /v1/models" -> models(exchange);
                case "POST /v1/chat/completions" -> chat(exchange, body);
                default -> error(exchange, 404, "NotFoundError", "Not Found");
            }
        }
    }

    private void load(HttpExchange exchange, JsonNode body) throws IOException {
        String name = body.path("lora_name").stringValue("");
        String path = body.path("lora_path").stringValue("");
        if (name.isEmpty() || path.isEmpty()) {
            error(exchange, 400, "InvalidUserInput", "Both 'lora_name' and 'lora_path' must be provided.");
        } else if (adapters.containsKey(name)) {
            error(exchange, 400, "InvalidUserInput", "The lora adapter '" + name + "' has already been loaded.");
        } else if (!Files.isRegularFile(Path.of(path, "adapter.tsv"))) {
            error(exchange, 404, "NotFoundError", "Loading lora " + name + " failed: No adapter found for " + path);
        } else {
            adapters.put(name, path);
            text(exchange, "Success: LoRA adapter '" + name + "' added successfully.");
        }
    }

    private void unload(HttpExchange exchange, JsonNode body) throws IOException {
        String name = body.path("lora_name").stringValue("");
        if (adapters.remove(name) == null) {
            error(exchange, 404, "NotFoundError", "The lora adapter '" + name + "' cannot be found.");
        } else {
            text(exchange, "Success: LoRA adapter '" + name + "' removed successfully.");
        }
    }

    private void models(HttpExchange exchange) throws IOException {
        ObjectNode list = Json.MAPPER.createObjectNode().put("object", "list");
        ArrayNode data = list.putArray("data");
        data.addObject().put("id", baseModel).put("object", "model").put("created", 1_780_000_000L).put("root",
                baseModel).putNull("parent");
        adapters.forEach((name, path) -> data.addObject().put("id", name).put("object", "model").put("created",
                1_780_000_000L).put("root", path).put("parent", baseModel));
        reply(exchange, 200, "application/json", Json.MAPPER.writeValueAsString(list));
    }

    private void chat(HttpExchange exchange, JsonNode body) throws IOException {
        String model = body.path("model").stringValue("");
        if (!model.equals(baseModel) && !adapters.containsKey(model)) {
            error(exchange, 404, "NotFoundError", "The model `" + model + "` does not exist.");
            return;
        }
        List<String> words = List.of((model.equals(baseModel) ? "the base answers" : "the adapter answers").split(" "));
        int limit = body.path("max_tokens").asInt(16);
        List<String> said = words.subList(0, Math.min(limit, words.size()));
        ObjectNode answer = Json.MAPPER.createObjectNode().put("object", "chat.completion").put("model", model);
        answer.putArray("choices").addObject().put("index", 0).put("finish_reason",
                said.size() < words.size() ? "length" : "stop").putObject("message").put("role", "assistant").put(
                        "content", String.join(" ", said));
        int prompt = body.path("messages").size() * 5;
        answer.putObject("usage").put("prompt_tokens", prompt).put("completion_tokens", said.size()).put(
                "total_tokens", prompt + said.size());
        reply(exchange, 200, "application/json", Json.MAPPER.writeValueAsString(answer));
    }

    private static void error(HttpExchange exchange, int status, String type, String message) throws IOException {
        ObjectNode error = Json.MAPPER.createObjectNode();
        error.putObject("error").put("message", message).put("type", type).put("code", status);
        reply(exchange, status, "application/json", Json.MAPPER.writeValueAsString(error));
    }

    private static void text(HttpExchange exchange, String words) throws IOException {
        reply(exchange, 200, "text/plain; charset=utf-8", words);
    }

    private static void reply(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

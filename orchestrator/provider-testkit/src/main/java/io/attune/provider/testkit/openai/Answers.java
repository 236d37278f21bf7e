package io.attune.provider.testkit.openai;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;

import com.sun.net.httpserver.HttpExchange;
import io.attune.provider.testkit.Fault;
import io.attune.provider.testkit.Operation;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Says what a request is, and writes its answer, whole or faulty. */
final class Answers {
    private Answers() {}

    static Operation operation(Call call) {
        if (call.is("POST", "v1", "files")) {
            return Operation.UPLOAD_FILE;
        } else if (call.is("DELETE", "v1", "files", "*")) {
            return Operation.DELETE_FILE;
        } else if (call.is("POST", "v1", "fine_tuning", "jobs")) {
            return Operation.CREATE_JOB;
        } else if (call.is("GET", "v1", "fine_tuning", "jobs")) {
            return Operation.LIST_JOBS;
        } else if (call.is("GET", "v1", "fine_tuning", "jobs", "*")) {
            return Operation.READ_JOB;
        } else if (call.is("POST", "v1", "fine_tuning", "jobs", "*", "cancel")) {
            return Operation.CANCEL_JOB;
        } else if (call.is("POST", "v1", "fine_tuning", "jobs", "*", "pause")) {
            return Operation.PAUSE_JOB;
        } else if (call.is("POST", "v1", "fine_tuning", "jobs", "*", "resume")) {
            return Operation.RESUME_JOB;
        } else if (DeploymentsApi.isFor(call)) {
            return switch (call.method()) {
                case "PUT" -> Operation.DEPLOY;
                case "DELETE" -> Operation.UNDEPLOY;
                default -> Operation.LIST_DEPLOYMENTS;
            };
        } else if (call.is("GET", "v1", "fine_tuning", "jobs", "*", "events")) {
            return Operation.READ_EVENTS;
        } else if (call.is("GET", "v1", "fine_tuning", "jobs", "*", "checkpoints")) {
            return Operation.READ_CHECKPOINTS;
        } else if (call.is("POST", "v1", "chat", "completions")) {
            return Operation.CHAT;
        } else if (call.is("POST", "tokenize") || call.is("POST", "v1", "tokenize")) {
            return Operation.COUNT_TOKENS;
        }
        return Operation.OTHER;
    }

    static void send(HttpExchange exchange, int status, Reply reply, @Nullable Fault fault) throws IOException {
        switch (reply) {
            case Reply.Content content -> sendFile(exchange, status, content);
            case Reply.Bytes bytes -> sendBytes(exchange, status, bytes.contentType(), bytes.content(), fault);
            case Reply.Document document -> {
                if (fault instanceof Fault.UnknownState unknown) {
                    rename(document.body(), unknown.value());
                }
                sendBytes(exchange, status, "application/json", Json.MAPPER.writeValueAsBytes(document.body()), fault);
            }
        }
    }

    private static void rename(JsonNode body, String state) {
        body.path("data").forEach(entry -> rename(entry, state));
        if (body instanceof ObjectNode job && job.path("object").stringValue("").equals("fine_tuning.job")) {
            job.put("status", state);
        }
    }

    private static void sendFile(HttpExchange exchange, int status, Reply.Content content) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
        exchange.sendResponseHeaders(status, Files.size(content.file()));
        try (OutputStream out = exchange.getResponseBody()) {
            Files.copy(content.file(), out);
        }
    }

    private static void sendBytes(HttpExchange exchange, int status, String contentType, byte[] content,
            @Nullable Fault fault) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        OutputStream out = exchange.getResponseBody();
        if (fault instanceof Fault.TruncateAnswer) {
            out.write(content, 0, content.length / 2);
            out.flush();
        } else {
            out.write(content);
            out.close();
        }
    }
}

package io.attune.retrieval.web;

import java.time.Duration;

import io.attune.kernel.PlatformException;
import io.attune.provider.ProviderException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What goes wrong on OpenAI's routes, in the shape that its clients read. */
@RestControllerAdvice(assignableTypes = {ChatController.class, EmbeddingController.class})
@Order(Ordered.HIGHEST_PRECEDENCE)
class OpenAiErrors {
    private static final Logger log = LoggerFactory.getLogger(OpenAiErrors.class);

    private final JsonMapper json;

    OpenAiErrors(JsonMapper json) {
        this.json = json;
    }

    @ExceptionHandler
    ResponseEntity<ObjectNode> onRefusal(OpenAiException e) {
        return error(e.status(), String.valueOf(e.getMessage()), e.param(), e.code());
    }

    @ExceptionHandler
    ResponseEntity<ObjectNode> onPlatformException(PlatformException e) {
        if (e instanceof ProviderException provider) {
            return onProvider(provider);
        }
        return error(e.code().kind().httpStatus(), (e.message() + " " + e.nextStep()).strip(), null, e.code().value());
    }

    /** A provider that did not answer in time is told apart from one that failed, and how long it asks to wait is handed on. */
    private ResponseEntity<ObjectNode> onProvider(ProviderException e) {
        ResponseEntity<ObjectNode> answer = error(e.timedOut() ? 504 : e.code().kind().httpStatus(), (e.message() + " "
                + e.nextStep()).strip(), null, e.code().value());
        Duration wait = e.retryAfter();
        return wait == null
                ? answer
                : ResponseEntity.status(answer.getStatusCode()).header("Retry-After", Long.toString(
                        wait.toSeconds())).contentType(MediaType.APPLICATION_JSON).body(answer.getBody());
    }

    @ExceptionHandler
    ResponseEntity<ObjectNode> onUnreadable(HttpMessageNotReadableException e) {
        return error(400, "The body is not JSON.", null, null);
    }

    @ExceptionHandler
    ResponseEntity<ObjectNode> onIllegalArgument(IllegalArgumentException e) {
        return error(400, String.valueOf(e.getMessage()), null, null);
    }

    @ExceptionHandler
    ResponseEntity<ObjectNode> onAnythingElse(RuntimeException e) {
        log.error("A question failed", e);
        return error(500, "The platform failed on this request.", null, "internal");
    }

    private ResponseEntity<ObjectNode> error(int status, String message, @Nullable String param,
            @Nullable String code) {
        ObjectNode root = json.createObjectNode();
        root.putObject("error").put("message", message).put("type", status < 500
                ? "invalid_request_error"
                : "server_error").put("param", param).put("code", code);
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON).body(root);
    }
}

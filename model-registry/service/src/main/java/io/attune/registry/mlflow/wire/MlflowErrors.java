package io.attune.registry.mlflow.wire;

import java.io.IOException;

import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What goes wrong on MLflow's routes, as its clients read it. */
@RestControllerAdvice(annotations = Served.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class MlflowErrors {
    private static final Logger log = LoggerFactory.getLogger(MlflowErrors.class);

    @ExceptionHandler
    ResponseEntity<ObjectNode> onRefusal(MlflowException e) {
        return error(e.error(), e.message());
    }

    @ExceptionHandler
    ResponseEntity<ObjectNode> onPlatformException(PlatformException e) {
        return error(code(e.code().kind()), (e.message() + ". " + e.nextStep()).strip());
    }

    @ExceptionHandler
    ResponseEntity<ObjectNode> onIllegalArgument(IllegalArgumentException e) {
        return error(MlflowError.INVALID_PARAMETER_VALUE, String.valueOf(e.getMessage()));
    }

    /** Most often the client went away in the middle of what it sent. */
    @ExceptionHandler
    ResponseEntity<ObjectNode> onBrokenOff(IOException e) {
        log.info("A request of an MLflow client broke off: {}", e.toString());
        return error(MlflowError.BAD_REQUEST, "The request broke off.");
    }

    @ExceptionHandler
    ResponseEntity<ObjectNode> onAnythingElse(Exception e) {
        log.error("A request of an MLflow client failed", e);
        return error(MlflowError.INTERNAL_ERROR, "The platform failed on this request; look into its log.");
    }

    private static MlflowError code(ErrorKind kind) {
        return switch (kind) {
            case INVALID, REFUSED -> MlflowError.INVALID_PARAMETER_VALUE;
            case UNAUTHENTICATED -> MlflowError.UNAUTHENTICATED;
            case FORBIDDEN -> MlflowError.PERMISSION_DENIED;
            case NOT_FOUND, GONE -> MlflowError.RESOURCE_DOES_NOT_EXIST;
            case CONFLICT, PRECONDITION -> MlflowError.RESOURCE_CONFLICT;
            case LIMIT -> MlflowError.REQUEST_LIMIT_EXCEEDED;
            case PLATFORM -> MlflowError.INTERNAL_ERROR;
            case OUTSIDE, UNAVAILABLE -> MlflowError.TEMPORARILY_UNAVAILABLE;
        };
    }

    static ResponseEntity<ObjectNode> error(MlflowError error, String message) {
        return ResponseEntity.status(error.status()).contentType(MediaType.APPLICATION_JSON).body(
                JsonNodeFactory.instance.objectNode().put("error_code", error.name()).put("message", message));
    }
}

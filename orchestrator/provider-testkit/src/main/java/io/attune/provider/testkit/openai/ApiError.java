package io.attune.provider.testkit.openai;

import java.util.List;
import java.util.Map;

import io.attune.kernel.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A refusal in the dialect's shape: {@code {"error":{message,type,param,code}}}. */
final class ApiError extends RuntimeException {
    private static final int DETAILS_MAX = 100;

    private final int status;
    private final String type;
    private final @Nullable String param;
    private final @Nullable String code;
    private final transient List<Problem> details;

    private ApiError(int status, String type, @Nullable String param, @Nullable String code, String message,
            List<Problem> details) {
        super(message);
        this.status = status;
        this.type = type;
        this.param = param;
        this.code = code;
        this.details = details;
    }

    static ApiError invalid(@Nullable String param, @Nullable String code, String message) {
        return new ApiError(400, "invalid_request_error", param, code, message, List.of());
    }

    static ApiError invalidFile(String message, List<Problem> details) {
        return new ApiError(400, "invalid_request_error", "file", "invalid_file_format", message, details);
    }

    static ApiError notFound(String param, String code, String message) {
        return new ApiError(404, "invalid_request_error", param, code, message, List.of());
    }

    static ApiError of(int status, String type, @Nullable String code, String message) {
        return new ApiError(status, type, null, code, message, List.of());
    }

    int status() {
        return status;
    }

    ObjectNode body() {
        ObjectNode error = Json.object();
        error.put("message", String.valueOf(getMessage()));
        error.put("type", type);
        error.put("param", param);
        error.put("code", code);
        if (!details.isEmpty()) {
            error.set("details", Json.tree(details.stream().limit(DETAILS_MAX).map(
                    p -> Map.of("line", p.line(), "message", p.message())).toList()));
        }
        ObjectNode body = Json.object();
        body.set("error", error);
        return body;
    }
}

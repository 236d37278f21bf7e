package io.attune.retrieval.web;

import org.jspecify.annotations.Nullable;

/** A refusal in the shape of OpenAI's API. */
final class OpenAiException extends RuntimeException {
    private final int status;
    private final @Nullable String param;
    private final @Nullable String code;

    OpenAiException(int status, String message, @Nullable String param, @Nullable String code) {
        super(message);
        this.status = status;
        this.param = param;
        this.code = code;
    }

    /** What OpenAI says of a model that is not there. */
    static OpenAiException unknownModel(String model) {
        return new OpenAiException(404, "The model `" + model + "` does not exist or you do not have access to it.",
                "model", "model_not_found");
    }

    static OpenAiException invalid(String param, String message) {
        return new OpenAiException(400, message, param, null);
    }

    int status() {
        return status;
    }

    @Nullable
    String param() {
        return param;
    }

    @Nullable
    String code() {
        return code;
    }
}

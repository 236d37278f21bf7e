package io.attune.retrieval.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.attune.provider.ChatMessage;
import io.attune.registry.AnswerPolicy;
import io.attune.registry.AnswerPolicy.Grounding;
import io.attune.registry.AnswerPolicy.WithoutSupport;
import io.attune.registry.ProviderModel;
import io.attune.retrieval.AnswerOptions;
import io.attune.retrieval.AnswerTarget;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the body of a chat completion. */
final class ChatForm {
    private static final int TOKENS_DEFAULT = 512;
    private static final String ABSTENTION = "I don't know.";
    private final JsonNode body;

    ChatForm(JsonNode body) {
        this.body = body;
    }

    String model() {
        JsonNode model = body.path("model");
        if (!model.isString() || model.stringValue().isBlank()) {
            throw OpenAiException.invalid("model", "You must provide a model parameter.");
        }
        return model.stringValue();
    }

    boolean isStreamed() {
        return body.path("stream").asBoolean(false);
    }

    boolean wantsUsageInStream() {
        return body.path("stream_options").path("include_usage").asBoolean(false);
    }

    AnswerOptions options(@Nullable String key) {
        JsonNode tokens = body.has("max_completion_tokens")
                ? body.path("max_completion_tokens")
                : body.path("max_tokens");
        JsonNode temperature = body.path("temperature");
        int tokensMax = tokens.isNumber() ? tokens.asInt() : TOKENS_DEFAULT;
        double degree = temperature.isNumber() ? temperature.asDouble() : 0;
        if (tokensMax < 1) {
            throw OpenAiException.invalid("max_tokens", "max_tokens is at least 1, and not " + tokensMax + ".");
        }
        if (!(degree >= 0 && degree <= 2)) {
            throw OpenAiException.invalid("temperature", "temperature lies between 0 and 2, and is not " + degree
                    + ".");
        }
        return new AnswerOptions(tokensMax, degree, key);
    }

    List<ChatMessage> messages() {
        List<ChatMessage> messages = new ArrayList<>();
        JsonNode given = body.path("messages");
        for (int i = 0; i < given.size(); i++) {
            messages.add(message(given.get(i), "messages[" + i + "]"));
        }
        if (messages.isEmpty() || messages.getLast().role() != ChatMessage.Role.USER) {
            throw OpenAiException.invalid("messages", "messages ends with what the user asks.");
        }
        return messages;
    }

    /** The target that stands in the body itself, for callers that measure; null when there is none. */
    @Nullable
    AnswerTarget target(String name) {
        JsonNode attune = body.path("attune");
        if (attune.isMissingNode() || attune.isNull()) {
            return null;
        }
        if (!attune.isObject()) {
            throw OpenAiException.invalid("attune", "attune is an object.");
        }
        attune.propertyNames().forEach(ChatForm::requireKnown);
        String connection = text(attune, "connection");
        String model = text(attune, "model");
        if ((connection == null) != (model == null)) {
            throw OpenAiException.invalid("attune", "attune.connection and attune.model are given together.");
        }
        String knowledgeBase = text(attune, "knowledgeBase");
        if (knowledgeBase == null && model == null) {
            throw OpenAiException.invalid("attune", "attune names a knowledgeBase, a connection and model, or both.");
        }
        boolean capable = attune.path("capable").asBoolean(false);
        ProviderModel served = connection == null || model == null
                ? null
                : new ProviderModel(connection, model,
                        capable);
        return new AnswerTarget(name, knowledgeBase, served, null, policy(attune, capable));
    }

    private static AnswerPolicy policy(JsonNode attune, boolean capable) {
        String prompt = text(attune, "prompt");
        String abstention = text(attune, "abstention");
        String grounding = text(attune, "grounding");
        String withoutSupport = text(attune, "withoutSupport");
        try {
            return new AnswerPolicy(prompt == null ? "" : prompt, abstention == null ? ABSTENTION : abstention,
                    grounding == null
                            ? capable ? Grounding.GENERATED : Grounding.EXTRACTED
                            : Grounding.valueOf(grounding.toUpperCase(Locale.ROOT)),
                    withoutSupport == null
                            ? WithoutSupport.ABSTAIN
                            : WithoutSupport.valueOf(withoutSupport.toUpperCase(Locale.ROOT)),
                    List.of(), Integer.MAX_VALUE);
        } catch (IllegalArgumentException e) {
            throw OpenAiException.invalid("attune",
                    "attune.grounding is extracted or generated, attune.withoutSupport is"
                            + " abstain or answer, and attune.abstention is not blank.");
        }
    }

    private static void requireKnown(String key) {
        List<String> known = List.of("knowledgeBase", "connection", "model", "capable", "prompt", "abstention",
                "grounding", "withoutSupport");
        if (!known.contains(key)) {
            throw OpenAiException.invalid("attune." + key,
                    "attune." + key + " is not known; known are " + String.join(", ", known) + ".");
        }
    }

    private static @Nullable String text(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isString() ? value.stringValue() : null;
    }

    private static ChatMessage message(JsonNode node, String place) {
        String role = node.path("role").asString("");
        return switch (role) {
            case "system", "developer" -> ChatMessage.system(content(node.path("content"), place));
            case "user" -> ChatMessage.user(content(node.path("content"), place));
            case "assistant" -> ChatMessage.assistant(content(node.path("content"), place));
            default -> throw OpenAiException.invalid(place + ".role", "'" + role
                    + "' is not one of system, developer, user and assistant.");
        };
    }

    private static String content(JsonNode content, String place) {
        if (content.isString()) {
            return content.stringValue();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            if (!part.path("type").asString("").equals("text") || !part.path("text").isString()) {
                throw OpenAiException.invalid(place + ".content", "Only text can be asked here.");
            }
            text.append(part.path("text").stringValue());
        }
        if (!content.isArray()) {
            throw OpenAiException.invalid(place + ".content", "content is a string or a list of text parts.");
        }
        return text.toString();
    }
}

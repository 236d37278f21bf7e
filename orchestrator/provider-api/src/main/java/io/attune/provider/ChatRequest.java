package io.attune.provider;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A conversation to be answered.
 *
 * @param model a base or tuned model
 * @param messages at least one; the last is the user's
 * @param maxTokens the most the answer may have, from 1
 * @param temperature 0 (always the likeliest token) to 2
 * @param key names the question across repetitions, 1 to 64 letters, digits, hyphens and underscores: a provider that knows
 *        such keys answers a repetition as before and bills it once. Null for none
 * @param tools what the model may call; a provider that cannot offer tools refuses
 */
public record ChatRequest(ProviderModelId model, List<ChatMessage> messages, int maxTokens, double temperature,
        @Nullable String key, List<ToolDefinition> tools) {

    /** A conversation without tools. */
    public ChatRequest(ProviderModelId model, List<ChatMessage> messages, int maxTokens, double temperature,
            @Nullable String key) {
        this(model, messages, maxTokens, temperature, key, List.of());
    }

    /** A question without a key. */
    public ChatRequest(ProviderModelId model, List<ChatMessage> messages, int maxTokens, double temperature) {
        this(model, messages, maxTokens, temperature, null);
    }

    public ChatRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
        if (messages.isEmpty() || maxTokens < 1 || temperature < 0 || temperature > 2) {
            throw new IllegalArgumentException("A chat request needs a message, at least one token and a temperature"
                    + " from 0 to 2; it has " + messages.size() + ", " + maxTokens + " and " + temperature);
        }
        if (key != null && !key.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException(
                    "A chat request's key has 1 to 64 letters, digits, hyphens and underscores,"
                            + " not '" + key + "'");
        }
    }
}

package io.attune.provider;

import java.util.List;

/**
 * A conversation to be answered.
 *
 * @param model a base or tuned model
 * @param messages at least one; the last is the user's
 * @param maxTokens the most the answer may have, from 1
 * @param temperature 0 (always the likeliest token) to 2
 */
public record ChatRequest(ProviderModelId model, List<ChatMessage> messages, int maxTokens, double temperature) {
    public ChatRequest {
        messages = List.copyOf(messages);
        if (messages.isEmpty() || maxTokens < 1 || temperature < 0 || temperature > 2) {
            throw new IllegalArgumentException("A chat request needs a message, at least one token and a temperature"
                    + " from 0 to 2; it has " + messages.size() + ", " + maxTokens + " and " + temperature);
        }
    }
}

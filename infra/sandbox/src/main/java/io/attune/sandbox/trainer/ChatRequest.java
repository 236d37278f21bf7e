package io.attune.sandbox.trainer;

import java.util.List;

/**
 * A conversation to be continued by the assistant.
 *
 * @param model which model answers
 * @param messages the conversation so far, at least one message
 * @param sampling how tokens are chosen
 */
public record ChatRequest(ModelSource model, List<ChatMessage> messages, Sampling sampling) {
    public ChatRequest {
        messages = List.copyOf(messages);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("A chat request needs at least one message");
        }
    }
}

package io.attune.sandbox.trainer;

import java.util.List;

import io.attune.sandbox.trainer.ChatMessage.Role;

/**
 * A conversation whose tokens are to be scored.
 *
 * @param model which model scores
 * @param messages the conversation; the last message is the assistant's and is the answer being scored
 */
public record ScoreRequest(ModelSource model, List<ChatMessage> messages) {
    public ScoreRequest {
        messages = List.copyOf(messages);
        if (messages.isEmpty() || messages.getLast().role() != Role.ASSISTANT) {
            throw new IllegalArgumentException("A conversation to score ends with an assistant message");
        }
    }
}

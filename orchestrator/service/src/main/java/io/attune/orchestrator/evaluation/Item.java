package io.attune.orchestrator.evaluation;

import java.util.ArrayList;
import java.util.List;

import io.attune.provider.ChatMessage;
import org.jspecify.annotations.Nullable;

/**
 * One question of a suite.
 *
 * @param id the same in every arm
 * @param before messages before the question, such as a system prompt of the training data
 * @param question without passages
 * @param reference the wanted answer; empty when the right answer is to decline
 * @param value the exact value the answer must hold, or null when the question has none
 */
record Item(String id, List<ChatMessage> before, String question, String reference, @Nullable String value) {

    boolean isAnswerable() {
        return !reference.isEmpty();
    }

    /** The prompt for a model alone; passages, when there are any, stand before the question as in the training data. */
    List<ChatMessage> prompt(List<String> passages) {
        List<ChatMessage> messages = new ArrayList<>(before);
        messages.add(ChatMessage.user(passages.isEmpty() ? question : withContext(passages)));
        return messages;
    }

    private String withContext(List<String> passages) {
        StringBuilder text = new StringBuilder("Context:\n");
        for (int i = 0; i < passages.size(); i++) {
            text.append('[').append(i + 1).append("] ").append(passages.get(i)).append('\n');
        }
        return text.append("\nQuestion: ").append(question).toString();
    }
}

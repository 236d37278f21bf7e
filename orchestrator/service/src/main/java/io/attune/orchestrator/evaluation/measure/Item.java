package io.attune.orchestrator.evaluation.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.attune.provider.ChatMessage;
import io.attune.provider.ToolDefinition;
import org.jspecify.annotations.Nullable;

/**
 * One example of a suite.
 *
 * @param id the same in every arm: the example's digest in hexadecimal
 * @param before messages before the question, such as a system prompt of the training data
 * @param question without passages
 * @param reference the wanted answer; empty when the right answer is to decline, or nothing but a call
 * @param attributes what slices are cut by, and what measures expect: {@code value}, {@code tolerance}, {@code pattern},
 *        {@code schema}, "tool"
 * @param tools what a model may call for it
 */
public record Item(String id, List<ChatMessage> before, String question, String reference,
        Map<String, String> attributes, List<ToolDefinition> tools) {
    private static final String TOOL = "tool";

    /** One without tools. */
    public Item(String id, List<ChatMessage> before, String question, String reference,
            Map<String, String> attributes) {
        this(id, before, question, reference, attributes, List.of());
    }

    @SuppressWarnings("NullAway") // what was kept by earlier releases has no tools
    public Item {
        tools = tools == null ? List.of() : List.copyOf(tools);
        before = List.copyOf(before);
        attributes = Map.copyOf(attributes);
    }

    /** The exact value the answer must hold, or null when the question has none. */
    public @Nullable String value() {
        return attributes.get("value");
    }

    /** Whether there is a right answer, or a call to be made; else the right thing is to decline. */
    public boolean isAnswerable() {
        return (!reference.isEmpty() || attributes.containsKey(TOOL)) && !"false".equals(attributes.get("answerable"));
    }

    /** The prompt for a model alone; passages, when there are any, stand before the question as in the training data. */
    public List<ChatMessage> prompt(List<String> passages) {
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

package io.attune.provider;

import java.util.List;

import io.attune.kernel.TokenCount;

/**
 * A model's answer.
 *
 * @param text the assistant's words
 * @param finishReason the provider's word for why it ended, such as {@code stop}, {@code length} or {@code content_filter};
 *        {@code refusal} where the model itself declined
 * @param promptTokens billed as input
 * @param completionTokens billed as output
 * @param toolCalls what the model wants called, in its order
 */
public record ChatAnswer(String text, String finishReason, TokenCount promptTokens, TokenCount completionTokens,
        List<ToolCall> toolCalls) {

    /** An answer in words alone. */
    public ChatAnswer(String text, String finishReason, TokenCount promptTokens, TokenCount completionTokens) {
        this(text, finishReason, promptTokens, completionTokens, List.of());
    }

    public ChatAnswer {
        toolCalls = List.copyOf(toolCalls);
    }

    /** A call of a tool; the arguments as the model wrote them, JSON if it can. */
    public record ToolCall(String name, String arguments) {}
}

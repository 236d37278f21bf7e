package io.attune.provider;

import io.attune.kernel.TokenCount;

/**
 * A model's answer.
 *
 * @param text the assistant's words
 * @param finishReason the provider's word for why it ended, such as {@code stop} or {@code length}
 * @param promptTokens billed as input
 * @param completionTokens billed as output
 */
public record ChatAnswer(String text, String finishReason, TokenCount promptTokens, TokenCount completionTokens) {
}

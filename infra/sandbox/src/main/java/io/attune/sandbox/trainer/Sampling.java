package io.attune.sandbox.trainer;

import java.util.List;

/**
 * How to choose the tokens of an answer.
 *
 * @param temperature 0 takes the likeliest token each time (greedy); otherwise logits are divided by it
 * @param topP only the likeliest tokens that together reach this probability are drawn from; 1 keeps all
 * @param seed the same request with the same seed draws the same numbers
 * @param maxTokens the most tokens to generate, at least 1; the context length also ends an answer
 * @param stop texts that end the answer; they are not part of it
 */
public record Sampling(double temperature, double topP, long seed, int maxTokens, List<String> stop) {

    public Sampling {
        if (!(temperature >= 0) || temperature > 100) {
            throw new IllegalArgumentException("temperature is between 0 and 100, not " + temperature);
        }
        if (!(topP > 0) || topP > 1) {
            throw new IllegalArgumentException("topP is above 0 and at most 1, not " + topP);
        }
        if (maxTokens < 1) {
            throw new IllegalArgumentException("maxTokens is at least 1, not " + maxTokens);
        }
        stop = List.copyOf(stop);
        if (stop.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("A stop text is never empty");
        }
    }

    /** The likeliest token each time, at most {@code maxTokens} of them. */
    public static Sampling greedy(int maxTokens) {
        return new Sampling(0, 1, 0, maxTokens, List.of());
    }
}

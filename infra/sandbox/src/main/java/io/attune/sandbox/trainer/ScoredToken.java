package io.attune.sandbox.trainer;

import org.jspecify.annotations.Nullable;

/**
 * A token and how likely the model found it after the tokens before it.
 *
 * @param id its number in the vocabulary
 * @param text its text; a token that ends inside a character shows U+FFFD
 * @param logprob natural logarithm of its probability; null for the first token, which nothing precedes
 * @param rank 1 if it was the likeliest token, 2 if the second, and so on; 0 for the first token
 */
public record ScoredToken(int id, String text, @Nullable Double logprob, int rank) {
}

package io.attune.retrieval;

import org.jspecify.annotations.Nullable;

/**
 * How one answer is made.
 *
 * @param tokensMax the most tokens a model may write, from 1
 * @param temperature of a model that writes, 0 to 2
 * @param key names the question across repetitions, for providers that bill such a one once; null for none
 */
public record AnswerOptions(int tokensMax, double temperature, @Nullable String key) {

    /** A question without a key. */
    public AnswerOptions(int tokensMax, double temperature) {
        this(tokensMax, temperature, null);
    }

    public AnswerOptions {
        if (tokensMax < 1 || !(temperature >= 0 && temperature <= 2)) {
            throw new IllegalArgumentException("An answer needs at least one token and a temperature from 0 to 2, not "
                    + tokensMax + " and " + temperature);
        }
    }
}

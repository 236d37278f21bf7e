package io.attune.retrieval;

/**
 * How one answer is made.
 *
 * @param tokensMax the most tokens a model may write, from 1
 * @param temperature of a model that writes, 0 to 2
 */
public record AnswerOptions(int tokensMax, double temperature) {
    public AnswerOptions {
        if (tokensMax < 1 || !(temperature >= 0 && temperature <= 2)) {
            throw new IllegalArgumentException("An answer needs at least one token and a temperature from 0 to 2, not "
                    + tokensMax + " and " + temperature);
        }
    }
}

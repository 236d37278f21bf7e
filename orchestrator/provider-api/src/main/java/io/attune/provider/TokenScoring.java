package io.attune.provider;

import java.util.List;

/** Ability: the server tells the probability it gives to each token of a given answer. */
public interface TokenScoring {

    /**
     * Scores a reference answer under a model.
     *
     * @param prompt the messages before the answer
     * @param answer the assistant's words to be scored
     */
    TokenScore score(ProviderModelId model, List<ChatMessage> prompt, String answer);

    /**
     * The score of one answer.
     *
     * @param logProbability the sum over the answer's tokens of the natural logarithm of their probability, at most 0
     * @param tokens how many tokens the answer has in the model's vocabulary, from 1
     * @param likeliest how many of them were the model's first choice
     * @param billedTokens how many tokens the provider bills for the scoring: prompt, answer and what it generated
     */
    record TokenScore(double logProbability, int tokens, int likeliest, long billedTokens) {

        /** The mean negative log-likelihood in nats per token. */
        public double loss() {
            return -logProbability / tokens;
        }
    }
}

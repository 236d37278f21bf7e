package io.attune.sandbox.trainer;

import java.util.List;

/**
 * Every token of a conversation with its log-probability.
 *
 * @param tokens all tokens of the conversation with its template, in order, the answer's end token last
 * @param answerStart index of the answer's first token in {@code tokens}
 */
public record Score(List<ScoredToken> tokens, int answerStart) {
    public Score {
        tokens = List.copyOf(tokens);
    }

    /** The answer's tokens, its end token included. */
    public List<ScoredToken> answer() {
        return tokens.subList(answerStart, tokens.size());
    }

    /** Mean negative log-probability of the answer's tokens, in nats per token. */
    public double answerLoss() {
        return answer().stream().mapToDouble(Score::nats).average().orElseThrow();
    }

    private static double nats(ScoredToken token) {
        Double logprob = token.logprob();
        return logprob == null ? 0 : -logprob;
    }
}

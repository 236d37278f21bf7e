package io.attune.sandbox.trainer.answer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.attune.sandbox.trainer.Score;
import io.attune.sandbox.trainer.ScoredToken;
import io.attune.sandbox.trainer.text.BytePairTokenizer;
import io.attune.sandbox.trainer.text.SpecialToken;

/** Gives each token of several conversations its log-probability. */
final class Scorer {

    private final LoadedModel model;
    private final BytePairTokenizer tokenizer;

    /**
     * A conversation to score.
     *
     * @param tokens all its tokens
     * @param answerStart index of the answer's first token
     */
    // Compared by nobody; arrays because millions of numbers pass through.
    @SuppressWarnings("ArrayRecordComponent")
    record Conversation(int[] tokens, int answerStart) {
    }

    Scorer(LoadedModel model, BytePairTokenizer tokenizer) {
        this.model = model;
        this.tokenizer = tokenizer;
    }

    /** The scores, in the order of the conversations. */
    List<Score> score(List<Conversation> conversations) {
        int rows = conversations.size();
        int columns = conversations.stream().mapToInt(conversation -> conversation.tokens.length).max().orElseThrow();
        long[] tokens = new long[rows * columns];
        Arrays.fill(tokens, SpecialToken.PAD.id());
        for (int row = 0; row < rows; row++) {
            int[] own = conversations.get(row).tokens;
            for (int i = 0; i < own.length; i++) {
                tokens[row * columns + i] = own[i];
            }
        }
        try (NDManager scratch = model.newManager()) {
            NDArray read = scratch.create(tokens, new Shape(rows, columns));
            NDArray states = model.transformer().read(read, model.positions().causal(scratch, columns));
            NDArray logits = model.transformer().logits(states);
            NDArray targets = scratch.create(successors(tokens), new Shape(tokens.length, 1));
            float[] logprobs = logits.logSoftmax(1).gather(targets, 1).toFloatArray();
            long[] better = logits.gt(logits.gather(targets, 1)).sum(new int[]{1}).toLongArray();
            List<Score> scores = new ArrayList<>();
            for (int row = 0; row < rows; row++) {
                scores.add(score(conversations.get(row), logprobs, better, row * columns));
            }
            return scores;
        }
    }

    private static long[] successors(long[] tokens) {
        long[] successors = Arrays.copyOfRange(tokens, 1, tokens.length + 1);
        successors[tokens.length - 1] = SpecialToken.PAD.id();
        return successors;
    }

    /** The prediction of a token stands one place before it. */
    private Score score(Conversation conversation, float[] logprobs, long[] better, int from) {
        List<ScoredToken> scored = new ArrayList<>();
        for (int i = 0; i < conversation.tokens.length; i++) {
            int token = conversation.tokens[i];
            String text = tokenizer.show(token);
            scored.add(i == 0
                    ? new ScoredToken(token, text, null, 0)
                    : new ScoredToken(token, text, (double) logprobs[from + i - 1], (int) better[from + i - 1] + 1));
        }
        return new Score(scored, conversation.answerStart);
    }
}

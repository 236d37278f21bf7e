package io.attune.sandbox.trainer.answer;

import java.util.List;
import java.util.Random;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.attune.sandbox.trainer.Score;
import io.attune.sandbox.trainer.ScoredToken;
import io.attune.sandbox.trainer.model.ModelShape;
import io.attune.sandbox.trainer.model.Weights;
import io.attune.sandbox.trainer.text.BytePairTokenizer;
import io.attune.sandbox.trainer.text.Vocabulary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ScorerTest {

    private static final ModelShape SHAPE = new ModelShape(261, 16, 2, 2, 32, 48);

    private final LoadedModel model = new LoadedModel(Weights.initial(SHAPE, 4));
    private final Scorer scorer = new Scorer(model, new BytePairTokenizer(new Vocabulary(List.of())));

    @AfterEach
    void closeModel() {
        model.close();
    }

    @Test
    void logProbabilitiesAreThoseComputedByHand() {
        int[] tokens = tokens(1, 12);
        float[] logits = logits(tokens);

        Score score = scorer.score(List.of(new Scorer.Conversation(tokens, 8))).getFirst();

        double expectedLoss = 0;
        for (int i = 1; i < tokens.length; i++) {
            double expected = logProbability(logits, (i - 1) * SHAPE.vocabulary(), tokens[i]);
            assertThat(score.tokens().get(i).logprob()).isCloseTo(expected, within(1e-4));
            expectedLoss -= i >= 8 ? expected / 4 : 0;
        }
        assertThat(score.answerLoss()).isCloseTo(expectedLoss, within(1e-4));
    }

    @Test
    void theFirstTokenHasNoProbability() {
        Score score = scorer.score(List.of(new Scorer.Conversation(tokens(1, 5), 3))).getFirst();

        assertThat(score.tokens().getFirst().logprob()).isNull();
        assertThat(score.tokens().getFirst().rank()).isZero();
    }

    @Test
    void theRankCountsTheLikelierTokens() {
        int[] tokens = tokens(2, 6);
        float[] logits = logits(tokens);
        int better = 0;
        for (int other = 0; other < SHAPE.vocabulary(); other++) {
            better += logits[4 * SHAPE.vocabulary() + other] > logits[4 * SHAPE.vocabulary() + tokens[5]] ? 1 : 0;
        }

        Score score = scorer.score(List.of(new Scorer.Conversation(tokens, 3))).getFirst();

        assertThat(score.tokens().get(5).rank()).isEqualTo(better + 1);
    }

    @Test
    void scoresInABatchEqualScoresAlone() {
        List<Scorer.Conversation> conversations = List.of(new Scorer.Conversation(tokens(1, 5), 3),
                new Scorer.Conversation(tokens(2, 20), 9), new Scorer.Conversation(tokens(3, 11), 2));

        List<Score> together = scorer.score(conversations);

        for (int i = 0; i < together.size(); i++) {
            Score alone = scorer.score(List.of(conversations.get(i))).getFirst();
            assertThat(together.get(i).answer()).extracting(ScoredToken::id).isEqualTo(alone.answer().stream().map(
                    ScoredToken::id).toList());
            assertThat(together.get(i).answerLoss()).isCloseTo(alone.answerLoss(), within(1e-4));
        }
    }

    private float[] logits(int[] tokens) {
        long[] row = java.util.Arrays.stream(tokens).asLongStream().toArray();
        try (NDManager scratch = model.newManager()) {
            return model.transformer().logits(model.transformer().read(scratch.create(row, new Shape(1, row.length)),
                    model.positions().causal(scratch, row.length))).toFloatArray();
        }
    }

    private static double logProbability(float[] logits, int from, int token) {
        double sum = 0;
        for (int i = 0; i < SHAPE.vocabulary(); i++) {
            sum += Math.exp(logits[from + i]);
        }
        return logits[from + token] - Math.log(sum);
    }

    private static int[] tokens(int seed, int length) {
        return new Random(seed).ints(length, 0, SHAPE.vocabulary()).toArray();
    }
}

package io.attune.sandbox.trainer.answer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.attune.sandbox.trainer.Completion;
import io.attune.sandbox.trainer.Completion.Finish;
import io.attune.sandbox.trainer.Sampling;
import io.attune.sandbox.trainer.model.ModelShape;
import io.attune.sandbox.trainer.model.Weights;
import io.attune.sandbox.trainer.text.BytePairTokenizer;
import io.attune.sandbox.trainer.text.SpecialToken;
import io.attune.sandbox.trainer.text.Vocabulary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GeneratorTest {

    private static final ModelShape SHAPE = new ModelShape(261, 16, 2, 2, 32, 48);

    private final BytePairTokenizer tokenizer = new BytePairTokenizer(new Vocabulary(List.of()));
    private final LoadedModel model = new LoadedModel(weights());

    /** Large enough that each token makes another one likely, so that answers are long and varied. */
    private static Weights weights() {
        Weights weights = Weights.initial(SHAPE, 11);
        float[] embedding = weights.tensors().getFirst().values();
        for (int i = 0; i < embedding.length; i++) {
            embedding[i] *= 25;
        }
        Arrays.fill(embedding, 0, SpecialToken.COUNT * SHAPE.width(), 0);
        return weights;
    }

    @AfterEach
    void closeModel() {
        model.close();
    }

    @Test
    void cachedGenerationEqualsReadingEverythingAnewForEachToken() {
        int[] prompt = prompt(1, 9);

        assertThat(complete(draft(prompt, Sampling.greedy(20))).getFirst().text()).isEqualTo(tokenizer.decode(
                greedyWithoutCache(prompt, 20)));
    }

    @Test
    void answersInABatchEqualAnswersAlone() {
        List<int[]> prompts = IntStream.range(0, 7).mapToObj(i -> prompt(i, 2 + 4 * i)).toList();
        List<Completion> alone = prompts.stream().map(prompt -> complete(draft(prompt, limits(
                prompt))).getFirst()).toList();

        List<Completion> together = complete(
                prompts.stream().map(prompt -> draft(prompt, limits(prompt))).toArray(Draft[]::new));

        assertThat(together).isEqualTo(alone);
    }

    /** Of different lengths, so that rows leave the batch at different times. */
    private static Sampling limits(int[] prompt) {
        return Sampling.greedy(3 + prompt.length % 5);
    }

    @Test
    void aSeedFixesASampledAnswer() {
        Sampling sampling = new Sampling(1.2, 0.9, 3, 20, List.of());

        assertThat(complete(draft(prompt(1, 5), sampling))).isEqualTo(complete(draft(prompt(1, 5), sampling)));
    }

    @Test
    void theTokenLimitEndsAnAnswer() {
        assertThat(complete(draft(prompt(1, 5), Sampling.greedy(4))).getFirst()).extracting(Completion::finish,
                Completion::promptTokens, Completion::completionTokens).containsExactly(Finish.LENGTH, 5, 4);
    }

    @Test
    void theContextEndsAnAnswer() {
        assertThat(complete(draft(prompt(1, 40), Sampling.greedy(1000))).getFirst().completionTokens()).isEqualTo(8);
    }

    @Test
    void aStopTextEndsAnAnswerAndIsNoPartOfIt() {
        String whole = complete(draft(prompt(1, 5), Sampling.greedy(12))).getFirst().text();
        String stop = whole.substring(3, 5);

        Completion stopped = complete(draft(prompt(1, 5), new Sampling(0, 1, 0, 12, List.of("zz", stop)))).getFirst();

        assertThat(stopped).extracting(Completion::text, Completion::finish).containsExactly(whole.substring(0,
                whole.indexOf(stop)), Finish.STOP);
    }

    @Test
    void theEndTokenEndsAnAnswerAndIsCounted() {
        Draft draft = draft(prompt(1, 5), Sampling.greedy(10));
        float[] logits = new float[SHAPE.vocabulary()];
        logits[SpecialToken.COUNT + 'a'] = 1;
        draft.write(logits, 0, logits.length);
        logits[SpecialToken.END.id()] = 2;
        draft.write(logits, 0, logits.length);

        assertThat(draft.completion()).isEqualTo(new Completion("a", Finish.STOP, 5, 2));
    }

    private Draft draft(int[] prompt, Sampling sampling) {
        return new Draft(prompt, sampling, tokenizer, SHAPE.context());
    }

    private List<Completion> complete(Draft... drafts) {
        new Generator(model).complete(List.of(drafts));
        return Arrays.stream(drafts).map(Draft::completion).toList();
    }

    private int[] greedyWithoutCache(int[] prompt, int count) {
        List<Integer> tokens = new ArrayList<>(Arrays.stream(prompt).boxed().toList());
        for (int i = 0; i < count; i++) {
            try (NDManager scratch = model.newManager()) {
                long[] all = tokens.stream().mapToLong(Integer::longValue).toArray();
                long next = model.transformer().logits(model.transformer().read(scratch.create(all, new Shape(1,
                        all.length)),
                        model.positions().causal(scratch, all.length))).get(all.length - 1).argMax().getLong();
                tokens.add((int) next);
            }
        }
        return tokens.subList(prompt.length, tokens.size()).stream().mapToInt(Integer::intValue).toArray();
    }

    private static int[] prompt(int seed, int length) {
        return new Random(seed).ints(length, SpecialToken.COUNT + 'a', SpecialToken.COUNT + 'z').toArray();
    }
}

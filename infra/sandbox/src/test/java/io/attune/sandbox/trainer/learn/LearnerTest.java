package io.attune.sandbox.trainer.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.attune.sandbox.trainer.TrainingEvent.Metrics;
import io.attune.sandbox.trainer.model.ModelShape;
import io.attune.sandbox.trainer.model.Tensor;
import io.attune.sandbox.trainer.model.Weights;
import io.attune.sandbox.trainer.text.TokenSequence;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LearnerTest {

    private static final ModelShape SHAPE = new ModelShape(30, 8, 2, 2, 16, 64);
    private static final Weights START = Weights.initial(SHAPE, 1);

    @Test
    void theLossOfABatchFallsWhenItIsLearnt() {
        List<TokenSequence> batch = List.of(sequence(1, 12, 4), sequence(2, 9, 3));
        try (Learner learner = new Learner(START, 0)) {
            Metrics first = learner.step(batch, 0.01);
            for (int i = 0; i < 60; i++) {
                learner.step(batch, 0.01);
            }

            assertThat(learner.measure(batch).loss()).isLessThan(first.loss() / 2);
        }
    }

    @Test
    void anUntrainedModelGuesses() {
        try (Learner learner = new Learner(START, 0)) {
            assertThat(learner.measure(List.of(sequence(1, 60, 1))).loss()).isCloseTo(Math.log(30), within(0.3));
        }
    }

    @Test
    void onlyLearntTokensCount() {
        TokenSequence sequence = sequence(1, 10, 7);
        int[] changed = sequence.tokens().clone();
        changed[9] = (changed[9] + 1) % SHAPE.vocabulary();
        boolean[] learnt = sequence.learnt().clone();
        learnt[9] = false;
        try (Learner one = new Learner(START, 0); Learner other = new Learner(START, 0)) {
            Metrics before = one.step(List.of(new TokenSequence(sequence.tokens(), learnt)), 0.01);
            Metrics after = other.step(List.of(new TokenSequence(changed, learnt)), 0.01);

            assertThat(after).isEqualTo(before);
            assertThat(other.weights().tensors()).usingRecursiveComparison().isEqualTo(one.weights().tensors());
        }
    }

    @Test
    void aBatchWithNothingToLearnChangesNothing() {
        TokenSequence silent = new TokenSequence(new int[]{1, 2, 3}, new boolean[3]);
        try (Learner learner = new Learner(START, 0.1)) {
            assertThat(learner.step(List.of(silent), 0.01)).isEqualTo(new Metrics(0, 0));
            assertThat(learner.weights().tensors()).usingRecursiveComparison().isEqualTo(START.tensors());
        }
    }

    @Test
    void paddingChangesNothing() {
        TokenSequence shorter = sequence(1, 6, 3);
        TokenSequence longer = sequence(2, 40, 3);
        try (Learner learner = new Learner(START, 0)) {
            Metrics together = learner.measure(List.of(shorter, longer));
            double apart = 3 * learner.measure(List.of(shorter)).loss() + 37 * learner.measure(List.of(longer)).loss();

            assertThat(together.loss()).isCloseTo(apart / 40, within(1e-5));
        }
    }

    @Test
    void aBatchComputedInPartsGivesTheSameStep() {
        List<TokenSequence> batch = java.util.stream.IntStream.range(0, 40).mapToObj(i -> sequence(i, 64, 30 + i
                % 20)).toList();
        assertThat(MicroBatches.of(batch)).hasSizeGreaterThan(1);
        try (Learner inParts = new Learner(START, 0); Learner reversed = new Learner(START, 0)) {
            Metrics one = inParts.step(batch, 0.01);
            Metrics other = reversed.step(batch.reversed(), 0.01);

            assertThat(other.loss()).isCloseTo(one.loss(), within(1e-5));
            float[] expected = inParts.weights().tensors().getFirst().values();
            assertThat(reversed.weights().tensors().getFirst().values()).containsExactly(expected, within(1e-3f));
        }
    }

    @Test
    void gradientsAreTheSlopesOfTheLoss() {
        List<TokenSequence> batch = List.of(sequence(1, 12, 4));
        List<float[]> gradients = gradients(batch);
        double[] expected = new double[gradients.size()];
        double[] found = new double[gradients.size()];
        for (int t = 0; t < gradients.size(); t++) {
            int at = steepest(gradients.get(t));
            found[t] = gradients.get(t)[at];
            expected[t] = numericSlope(START, batch, t, at);
        }

        // Clipping may have scaled all gradients alike.
        double scale = norm(found) / norm(expected);
        for (int t = 0; t < found.length; t++) {
            assertThat(found[t] / scale).as(START.tensors().get(t).name()).isCloseTo(expected[t],
                    within(0.03 * Math.abs(expected[t]) + 2e-3));
        }
        assertThat(scale).isLessThan(1.01);
    }

    /** After one step the optimiser's mean is a tenth of the gradient. */
    private static List<float[]> gradients(List<TokenSequence> batch) {
        try (Learner learner = new Learner(START, 0)) {
            learner.step(batch, 0);
            List<float[]> gradients = new ArrayList<>();
            for (int t = 0; t < START.tensors().size(); t++) {
                float[] gradient = learner.optimiserState().tensors().get(2 * t).values().clone();
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] *= 10;
                }
                gradients.add(gradient);
            }
            return gradients;
        }
    }

    private static double norm(double[] values) {
        return Math.sqrt(Arrays.stream(values).map(value -> value * value).sum());
    }

    private static int steepest(float[] slopes) {
        int best = 0;
        for (int i = 0; i < slopes.length; i++) {
            best = Math.abs(slopes[i]) > Math.abs(slopes[best]) ? i : best;
        }
        return best;
    }

    private static double numericSlope(Weights weights, List<TokenSequence> batch, int tensor, int at) {
        float step = 3e-3f;
        return (loss(weights, batch, tensor, at, step) - loss(weights, batch, tensor, at, -step)) / (2 * step);
    }

    private static double loss(Weights weights, List<TokenSequence> batch, int tensor, int at, float change) {
        Weights changed = weights.copy();
        Tensor target = changed.tensors().get(tensor);
        target.values()[at] += change;
        try (Learner learner = new Learner(changed, 0)) {
            return learner.measure(batch).loss();
        }
    }

    /** Random tokens of which those from {@code firstLearnt} on are learnt. */
    private static TokenSequence sequence(int seed, int length, int firstLearnt) {
        boolean[] learnt = new boolean[length];
        Arrays.fill(learnt, firstLearnt, length, true);
        return new TokenSequence(new Random(seed).ints(length, 5, SHAPE.vocabulary()).toArray(), learnt);
    }
}

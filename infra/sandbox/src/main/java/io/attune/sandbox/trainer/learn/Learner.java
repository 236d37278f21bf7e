package io.attune.sandbox.trainer.learn;

import java.io.IOException;
import java.util.List;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.attune.sandbox.trainer.TrainingEvent.Metrics;
import io.attune.sandbox.trainer.model.Parameters;
import io.attune.sandbox.trainer.model.PositionBias;
import io.attune.sandbox.trainer.model.Safetensors;
import io.attune.sandbox.trainer.model.Transformer;
import io.attune.sandbox.trainer.model.Weights;
import io.attune.sandbox.trainer.text.TokenSequence;

/**
 * Makes a model's predictions of learnt tokens better, one batch at a time, or measures them. For one thread; one learner
 * at a time may make steps in a process.
 */
final class Learner implements AutoCloseable {

    private final Weights weights;
    private final AdamW optimiser;
    private final NDManager manager = NDManager.newBaseManager();
    private final PositionBias positions;

    /** A learner that starts from a copy of {@code start}. */
    Learner(Weights start, double weightDecay) {
        this.weights = start.copy();
        this.optimiser = new AdamW(weights, weightDecay);
        this.positions = new PositionBias(manager, weights.shape());
    }

    /** The weights as they are now; the next step changes them. */
    Weights weights() {
        return weights;
    }

    /** See {@link AdamW#state()}. */
    Safetensors optimiserState() {
        return optimiser.state();
    }

    /** See {@link AdamW#restore}. */
    void restoreOptimiser(Safetensors state) throws IOException {
        optimiser.restore(state);
    }

    /**
     * Makes one optimiser step on the mean cross-entropy of the batch's learnt tokens.
     *
     * @return loss and accuracy before the step
     */
    Metrics step(List<TokenSequence> batch, double learningRate) {
        List<PaddedBatch> parts = MicroBatches.of(batch);
        long targets = parts.stream().mapToLong(part -> part.targets().length).sum();
        Tally tally = Tally.NONE;
        List<float[]> gradients = weights.tensors().stream().map(tensor -> new float[tensor.values().length]).toList();
        for (PaddedBatch part : parts) {
            if (part.targets().length > 0) {
                tally = tally.plus(backward(part, targets, gradients));
            }
        }
        if (targets > 0) {
            optimiser.step(gradients, learningRate);
        }
        return tally.metrics();
    }

    /** Loss and accuracy on the learnt tokens of some sequences. */
    Metrics measure(List<TokenSequence> sequences) {
        Tally tally = Tally.NONE;
        try (NDManager loaded = manager.newSubManager()) {
            Transformer transformer = new Transformer(Parameters.load(loaded, weights));
            for (PaddedBatch part : MicroBatches.of(sequences)) {
                try (NDManager scratch = loaded.newSubManager()) {
                    tally = tally.plus(forward(scratch, transformer, part).tally());
                }
            }
        }
        return tally.metrics();
    }

    private Tally backward(PaddedBatch part, long targetsOfBatch, List<float[]> gradients) {
        try (NDManager scratch = manager.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            Parameters parameters = Parameters.loadForTraining(scratch, weights);
            Predictions predictions = forward(scratch, new Transformer(parameters), part);
            collector.backward(predictions.nats().div(Transformer.scalar(scratch, targetsOfBatch)));
            for (int t = 0; t < gradients.size(); t++) {
                add(gradients.get(t), parameters.gradient(weights.tensors().get(t).name()));
            }
            return predictions.tally();
        }
    }

    private static void add(float[] sum, float[] summand) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += summand[i];
        }
    }

    /**
     * @param nats the sum of the targets' cross-entropies, a scalar
     * @param hits how many targets were the likeliest tokens
     * @param tokens how many targets there are
     */
    private record Predictions(NDArray nats, long hits, long tokens) {
        Tally tally() {
            return new Tally(nats.getFloat(), hits, tokens);
        }
    }

    private Predictions forward(NDManager scratch, Transformer transformer, PaddedBatch part) {
        NDArray tokens = scratch.create(part.tokens(), new Shape(part.rows(), part.columns()));
        NDArray states = transformer.read(tokens, positions.causal(scratch, part.columns()));
        NDArray chosen = part.isDense() ? states : Transformer.pick(states, scratch.create(part.positions()));
        NDArray logits = transformer.logits(chosen);
        NDArray targets = scratch.create(part.targets());
        NDArray nats = logits.logSoftmax(1).gather(targets.expandDims(1), 1).sum().neg();
        long hits = logits.argMax(1).eq(targets).sum().getLong();
        return new Predictions(nats, hits, part.targets().length);
    }

    @Override
    public void close() {
        manager.close();
    }
}

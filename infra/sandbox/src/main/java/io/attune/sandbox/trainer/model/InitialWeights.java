package io.attune.sandbox.trainer.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The weights a training begins with: normal numbers whose deviation keeps the size of what passes through, smaller where
 * a layer adds to its input (Radford et al. 2019, "Language Models are Unsupervised Multitask Learners", 2.3).
 *
 * <p>
 * The farsighted half of the heads, whose position bias is flat, begins as copying heads: their keys are those of the
 * token before, queries and keys are the same projection, and values are projected back the way they came (Trockman and
 * Kolter 2023, "Mimetic Initialization of Self-Attention Layers"). Such a head finds where the current token stood before
 * and proposes what followed it there. Large models discover this by themselves after billions of tokens; this one has
 * half a minute.
 */
final class InitialWeights {

    /**
     * Larger than usual: one matrix reads and writes tokens, so what a copying head proposes counts in proportion to it.
     */
    private static final double EMBEDDING_DEVIATION = 0.12;

    private final ModelShape shape;
    private final RandomGenerator random;
    private final List<Tensor> tensors = new ArrayList<>();

    InitialWeights(ModelShape shape, long seed) {
        this.shape = shape;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    Weights weights() {
        int width = shape.width();
        double inward = 1 / Math.sqrt(width);
        double residual = 1 / Math.sqrt(2.0 * shape.layers());
        tensors.add(normal(Transformer.EMBEDDING, EMBEDDING_DEVIATION, shape.vocabulary(), width));
        for (int layer = 0; layer < shape.layers(); layer++) {
            LayerNames names = LayerNames.of(layer);
            addNorm(names.attentionNorm());
            Tensor queryKeyValue = normal(names.queryKeyValue(), inward, width, 3L * width);
            Tensor smear = Tensor.zeros(names.smear(), shape.heads(), 1, 1);
            Tensor out = normal(names.attentionOut(), inward * residual, width, width);
            for (int head = shape.heads() / 2; head < shape.heads(); head++) {
                smear.values()[head] = 1;
                makeCopying(head, queryKeyValue.values(), out.values());
            }
            tensors.addAll(List.of(queryKeyValue, smear, out));
            addNorm(names.feedNorm());
            tensors.add(normal(names.feedIn(), inward, width, shape.hidden()));
            tensors.add(normal(names.feedOut(), residual / Math.sqrt(shape.hidden()), shape.hidden(), width));
        }
        addNorm(Transformer.LAST_NORM);
        return new Weights(shape, tensors);
    }

    /** {@code key = query} and {@code out = value transposed}, for the columns and rows of one head. */
    private void makeCopying(int head, float[] queryKeyValue, float[] out) {
        int width = shape.width();
        for (int input = 0; input < width; input++) {
            for (int i = 0; i < shape.headWidth(); i++) {
                int own = head * shape.headWidth() + i;
                int row = input * 3 * width;
                queryKeyValue[row + width + own] = queryKeyValue[row + own];
                out[own * width + input] = queryKeyValue[row + 2 * width + own];
            }
        }
    }

    private void addNorm(String name) {
        Tensor scale = Tensor.zeros(Transformer.scale(name), shape.width());
        Arrays.fill(scale.values(), 1);
        tensors.add(scale);
        tensors.add(Tensor.zeros(Transformer.shift(name), shape.width()));
    }

    private Tensor normal(String name, double deviation, long... dimensions) {
        Tensor tensor = Tensor.zeros(name, dimensions);
        for (int i = 0; i < tensor.values().length; i++) {
            tensor.values()[i] = (float) random.nextGaussian(0, deviation);
        }
        return tensor;
    }
}

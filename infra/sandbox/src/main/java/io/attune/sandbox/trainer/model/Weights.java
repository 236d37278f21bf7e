package io.attune.sandbox.trainer.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The trained numbers of a model.
 *
 * <p>
 * They live on the Java heap on purpose. Saving, optimising and comparing two trainings are plain array code, and each
 * training step begins with fresh leaves in the numerical library, whose gradients are zero.
 *
 * @param shape the model's dimensions
 * @param tensors its tensors, in the order {@link #initial} makes them
 */
public record Weights(ModelShape shape, List<Tensor> tensors) {

    public Weights {
        tensors = List.copyOf(tensors);
    }

    /** Number of trained numbers. */
    public long parameterCount() {
        return tensors.stream().mapToLong(tensor -> tensor.values().length).sum();
    }

    /** The same numbers in arrays of their own. */
    public Weights copy() {
        return new Weights(shape, tensors.stream().map(tensor -> new Tensor(tensor.name(), tensor.shape(),
                tensor.values().clone())).toList());
    }

    /**
     * Weights to begin a training with: normal numbers whose deviation keeps the size of what passes through, smaller
     * where a layer adds to its input (Radford et al. 2019, "Language Models are Unsupervised Multitask Learners", 2.3).
     */
    public static Weights initial(ModelShape shape, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int width = shape.width();
        double inward = 1 / Math.sqrt(width);
        double residual = 1 / Math.sqrt(2.0 * shape.layers());
        List<Tensor> tensors = new ArrayList<>();
        tensors.add(normal(Transformer.EMBEDDING, random, 0.02, shape.vocabulary(), width));
        for (int layer = 0; layer < shape.layers(); layer++) {
            LayerNames names = LayerNames.of(layer);
            addNorm(tensors, names.attentionNorm(), width);
            tensors.add(normal(names.queryKeyValue(), random, inward, width, 3L * width));
            tensors.add(smear(names.smear(), shape.heads()));
            tensors.add(normal(names.attentionOut(), random, inward * residual, width, width));
            addNorm(tensors, names.feedNorm(), width);
            tensors.add(normal(names.feedIn(), random, inward, width, shape.hidden()));
            tensors.add(normal(names.feedOut(), random, residual / Math.sqrt(shape.hidden()), shape.hidden(), width));
        }
        addNorm(tensors, Transformer.LAST_NORM, width);
        return new Weights(shape, tensors);
    }

    /**
     * The nearsighted half of the heads looks at tokens themselves, the farsighted half at what came before them: one
     * layer then suffices to find where a word stood and what followed it.
     */
    private static Tensor smear(String name, int heads) {
        Tensor tensor = Tensor.zeros(name, heads, 1, 1);
        Arrays.fill(tensor.values(), heads / 2, heads, 1);
        return tensor;
    }

    private static void addNorm(List<Tensor> tensors, String name, int width) {
        tensors.add(filled(Transformer.scale(name), 1, width));
        tensors.add(filled(Transformer.shift(name), 0, width));
    }

    private static Tensor filled(String name, float value, long... shape) {
        Tensor tensor = Tensor.zeros(name, shape);
        Arrays.fill(tensor.values(), value);
        return tensor;
    }

    private static Tensor normal(String name, RandomGenerator random, double deviation, long... shape) {
        Tensor tensor = Tensor.zeros(name, shape);
        for (int i = 0; i < tensor.values().length; i++) {
            tensor.values()[i] = (float) random.nextGaussian(0, deviation);
        }
        return tensor;
    }
}

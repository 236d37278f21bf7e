package io.attune.sandbox.trainer.model;

import java.util.List;

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

    /** Weights to begin a training with, see {@link InitialWeights}. */
    public static Weights initial(ModelShape shape, long seed) {
        return new InitialWeights(shape, seed).weights();
    }
}

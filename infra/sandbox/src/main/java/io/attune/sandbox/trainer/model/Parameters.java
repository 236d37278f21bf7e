package io.attune.sandbox.trainer.model;

import java.util.HashMap;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** A model's weights inside the numerical library, for as long as the manager they were loaded with is open. */
public final class Parameters {

    private final ModelShape shape;
    private final Map<String, NDArray> arrays;
    private final NDArray vocabularyProjection;

    private Parameters(ModelShape shape, Map<String, NDArray> arrays) {
        this.shape = shape;
        this.arrays = arrays;
        this.vocabularyProjection = get(Transformer.EMBEDDING).transpose();
    }

    /** Copies weights for answering. */
    public static Parameters load(NDManager manager, Weights weights) {
        return new Parameters(weights.shape(), arrays(manager, weights));
    }

    /** Copies weights as leaves whose gradients are collected. */
    public static Parameters loadForTraining(NDManager manager, Weights weights) {
        Map<String, NDArray> arrays = arrays(manager, weights);
        arrays.values().forEach(array -> array.setRequiresGradient(true));
        return new Parameters(weights.shape(), arrays);
    }

    private static Map<String, NDArray> arrays(NDManager manager, Weights weights) {
        Map<String, NDArray> arrays = new HashMap<>();
        for (Tensor tensor : weights.tensors()) {
            arrays.put(tensor.name(), manager.create(tensor.values(), new Shape(tensor.shape())));
        }
        return arrays;
    }

    /** The model's dimensions. */
    public ModelShape shape() {
        return shape;
    }

    /** The gradient of a tensor, after a backward pass. */
    public float[] gradient(String name) {
        try (NDArray gradient = get(name).getGradient()) {
            return gradient.toFloatArray();
        }
    }

    NDArray get(String name) {
        NDArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("The model has no tensor " + name);
        }
        return array;
    }

    /** The embedding, transposed: {@code [width, vocabulary]}. */
    NDArray vocabularyProjection() {
        return vocabularyProjection;
    }
}

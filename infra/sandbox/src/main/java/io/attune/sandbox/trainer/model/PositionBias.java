package io.attune.sandbox.trainer.model;

import java.util.Arrays;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/**
 * What is added to attention before its softmax: minus the distance to the token attended to, times a slope that differs
 * per head (Press, Smith and Lewis 2022, "Train Short, Test Long: Attention with Linear Biases"), and a number near
 * minus infinity for what lies ahead or is padding.
 *
 * <p>
 * It is all the model knows about positions. Since only distances count, a model trained on short conversations reads
 * longer ones, and padding in front of a conversation changes nothing.
 */
public final class PositionBias {

    /** Not infinite: a row of padding attends to nothing, and its softmax must stay a number. */
    private static final float NOTHING = -1e9f;

    private final ModelShape shape;
    private final NDArray causal;

    /** Computes the bias of a whole context, {@code [heads, context, context]}, and keeps it in the manager. */
    public PositionBias(NDManager manager, ModelShape shape) {
        this.shape = shape;
        int context = shape.context();
        float[] values = new float[shape.heads() * context * context];
        int at = 0;
        for (int head = 0; head < shape.heads(); head++) {
            float slope = slope(head);
            for (int query = 0; query < context; query++) {
                for (int key = 0; key < context; key++) {
                    values[at++] = key > query ? NOTHING : slope * (key - query);
                }
            }
        }
        this.causal = manager.create(values, new Shape(shape.heads(), context, context));
    }

    /** The bias of the first {@code length} tokens among themselves, {@code [heads, length, length]}. */
    public NDArray causal(NDManager manager, int length) {
        return causal.get(manager, new NDIndex().addAllDim().addSliceDim(0, length).addSliceDim(0, length));
    }

    /** The bias of one token to the {@code keys} tokens up to and including itself, {@code [heads, 1, keys]}. */
    public NDArray ofLast(NDManager manager, int keys) {
        float[] values = new float[shape.heads() * keys];
        for (int head = 0; head < shape.heads(); head++) {
            float slope = slope(head);
            for (int key = 0; key < keys; key++) {
                values[head * keys + key] = slope * (key - (keys - 1));
            }
        }
        return manager.create(values, new Shape(shape.heads(), 1, keys));
    }

    /** Hides the first tokens of each row, {@code [rows, 1, 1, keys]}. */
    public static NDArray hidePadding(NDManager manager, int[] padding, int keys) {
        float[] values = new float[padding.length * keys];
        for (int row = 0; row < padding.length; row++) {
            Arrays.fill(values, row * keys, row * keys + padding[row], NOTHING);
        }
        return manager.create(values, new Shape(padding.length, 1, 1, keys));
    }

    private float slope(int head) {
        return (float) Math.pow(2, -8.0 * (head + 1) / shape.heads());
    }
}

package io.attune.sandbox.trainer.model;

import java.util.Arrays;

/**
 * A named block of numbers on the Java heap.
 *
 * @param name its name in checkpoints
 * @param shape its dimensions
 * @param values its numbers, row by row
 */
// Compared by nobody; arrays because millions of numbers pass through.
@SuppressWarnings("ArrayRecordComponent")
public record Tensor(String name, long[] shape, float[] values) {

    public Tensor {
        if (sizeOf(shape) != values.length) {
            throw new IllegalArgumentException(
                    "Tensor " + name + " has " + values.length + " values for the shape " + Arrays.toString(shape));
        }
    }

    /** A tensor of zeros. */
    public static Tensor zeros(String name, long... shape) {
        return new Tensor(name, shape, new float[Math.toIntExact(sizeOf(shape))]);
    }

    /** Zeros in the shape of this tensor, under another name. */
    public Tensor zerosLike(String otherName) {
        return new Tensor(otherName, shape, new float[values.length]);
    }

    /** Whether it has rows and columns; only such tensors are shrunk by weight decay. */
    public boolean isMatrix() {
        return shape.length == 2;
    }

    private static long sizeOf(long[] shape) {
        long size = 1;
        for (long dimension : shape) {
            size *= dimension;
        }
        return size;
    }
}

package io.attune.sandbox.trainer.model;

/**
 * The dimensions of a decoder-only transformer.
 *
 * @param vocabulary number of distinct tokens
 * @param width numbers per token between layers
 * @param layers number of layers
 * @param heads attention heads per layer; each works on {@code width / heads} numbers
 * @param hidden numbers per token inside a layer's feed-forward part
 * @param context the most tokens of one sequence
 */
public record ModelShape(int vocabulary, int width, int layers, int heads, int hidden, int context) {

    public ModelShape {
        if (Math.min(Math.min(vocabulary, width), Math.min(Math.min(layers, heads), Math.min(hidden, context))) < 1) {
            throw new IllegalArgumentException("All dimensions of a model are at least 1");
        }
        if (width % heads != 0) {
            throw new IllegalArgumentException("The width " + width + " is no multiple of " + heads + " heads");
        }
    }

    /** Numbers per attention head. */
    public int headWidth() {
        return width / heads;
    }
}

package io.attune.sandbox.trainer.learn;

import io.attune.sandbox.trainer.TrainerConfig.Size;
import io.attune.sandbox.trainer.model.ModelShape;

/**
 * How a base model is made.
 *
 * @param vocabulary tokens to learn, special tokens and bytes included
 * @param width see {@link ModelShape}
 * @param layers see {@link ModelShape}
 * @param heads see {@link ModelShape}
 * @param hidden see {@link ModelShape}
 * @param context see {@link ModelShape}
 * @param steps optimiser steps
 * @param rows sequences per step
 * @param rowLength tokens per sequence
 * @param peakRate the highest learning rate
 * @param weightDecay how much matrices shrink per unit of learning rate
 * @param conversationShare share of tokens that come from conversations, 0 to 1
 * @param seed fixes the first weights
 */
record BaseRecipe(int vocabulary, int width, int layers, int heads, int hidden, int context, int steps, int rows,
        int rowLength, double peakRate, double weightDecay, double conversationShare, long seed) {

    private static final BaseRecipe STANDARD = new BaseRecipe(2048, 128, 4, 4, 512, 512, 200, 6, 192, 6e-3, 0.1, 0.5,
            1);
    private static final BaseRecipe TINY = new BaseRecipe(320, 16, 1, 2, 32, 512, 8, 4, 64, 6e-3, 0.1, 0.5, 1);

    static BaseRecipe of(Size size) {
        return switch (size) {
            case STANDARD -> STANDARD;
            case TINY -> TINY;
        };
    }

    /** The model's dimensions with a vocabulary of this size. */
    ModelShape shape(int learntVocabulary) {
        return new ModelShape(learntVocabulary, width, layers, heads, hidden, context);
    }
}

package io.attune.sandbox.trainer;

import org.jspecify.annotations.Nullable;

/**
 * The settings of a training that a caller may choose; null means "auto" and is chosen from the dataset's size.
 *
 * @param epochs passes over the training file, 1 to 50
 * @param batchSize examples per step, 1 to 256
 * @param learningRateMultiplier factor on the trainer's own learning rate, above 0
 */
public record Hyperparameters(@Nullable Integer epochs, @Nullable Integer batchSize,
        @Nullable Double learningRateMultiplier) {

    public Hyperparameters {
        if (epochs != null && (epochs < 1 || epochs > 50)) {
            throw new IllegalArgumentException("n_epochs is between 1 and 50, not " + epochs);
        }
        if (batchSize != null && (batchSize < 1 || batchSize > 256)) {
            throw new IllegalArgumentException("batch_size is between 1 and 256, not " + batchSize);
        }
        if (learningRateMultiplier != null
                && !(learningRateMultiplier > 0 && Double.isFinite(learningRateMultiplier))) {
            throw new IllegalArgumentException(
                    "learning_rate_multiplier is a finite number above 0, not " + learningRateMultiplier);
        }
    }

    /** Everything chosen from the dataset's size. */
    public static Hyperparameters auto() {
        return new Hyperparameters(null, null, null);
    }
}

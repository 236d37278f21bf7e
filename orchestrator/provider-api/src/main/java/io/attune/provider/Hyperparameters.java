package io.attune.provider;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * The settings of a training; null leaves the choice to the provider ({@code auto}).
 *
 * @param epochs passes over the training file, from 1
 * @param batchSize examples a step, from 1
 * @param learningRateMultiplier above 0, times the provider's own rate
 * @param seed makes the training repeatable where the provider can
 * @param loraRank the rank of the adapter that is trained, from 1; for trainers of one's own
 */
public record Hyperparameters(@Nullable Integer epochs, @Nullable Integer batchSize,
        @Nullable BigDecimal learningRateMultiplier, @Nullable Integer seed, @Nullable Integer loraRank) {
    public static final Hyperparameters AUTO = new Hyperparameters(null, null, null, null);

    /** What every provider knows. */
    public Hyperparameters(@Nullable Integer epochs, @Nullable Integer batchSize,
            @Nullable BigDecimal learningRateMultiplier, @Nullable Integer seed) {
        this(epochs, batchSize, learningRateMultiplier, seed, null);
    }
}

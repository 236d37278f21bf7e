package io.attune.orchestrator.recipe;

import java.time.Duration;

import io.attune.provider.TrainerChoice;
import org.jspecify.annotations.Nullable;

/**
 * How a trainer of one's own is to be run; what is null is left to the connection.
 *
 * @param name such as {@code axolotl}
 * @param configFile the path by which the recipe names its settings
 * @param config the same, its text
 * @param gpus how many a job holds
 * @param deadline after which a job is stopped
 */
public record Trainer(@Nullable String name, @Nullable String configFile, @Nullable String config,
        @Nullable Integer gpus, @Nullable Duration deadline) {

    /** In the words of the SPI. */
    public TrainerChoice choice() {
        return new TrainerChoice(name, config, gpus, deadline);
    }
}

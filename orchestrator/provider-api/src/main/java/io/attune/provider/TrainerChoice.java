package io.attune.provider;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How a trainer of one's own is to be run. Each part is null to leave it to the connection, whose own settings are the most
 * that can be had.
 *
 * @param name which trainer, such as {@code axolotl}; a connection that runs another one refuses the job
 * @param config settings of that trainer in YAML, a value for each name; what the connection does not let a job decide is
 *     refused by name
 * @param gpus how many the job holds, from 1
 * @param deadline after which the job is stopped
 */
public record TrainerChoice(@Nullable String name, @Nullable String config, @Nullable Integer gpus,
        @Nullable Duration deadline) {
    public TrainerChoice {
        if ((gpus != null && gpus < 1) || (deadline != null && !deadline.isPositive())) {
            throw new IllegalArgumentException("A trainer's GPUs are from 1 and its deadline is above 0; they are "
                    + gpus + " and " + deadline);
        }
    }
}

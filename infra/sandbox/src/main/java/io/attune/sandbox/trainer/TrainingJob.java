package io.attune.sandbox.trainer;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A model to be trained from examples. The same job on the same machine gives the same weights, byte for byte.
 *
 * @param start the weights to begin with
 * @param trainingFile JSON Lines in the OpenAI chat format ({@code {"messages":[{"role","content","weight"?}]}})
 * @param validationFile held-out examples in the same format, or null for none
 * @param hyperparameters what the caller chose
 * @param seed fixes the order of the examples
 * @param resume where an earlier attempt at this same job stopped, or null to begin at the start
 */
public record TrainingJob(ModelSource start, Path trainingFile, @Nullable Path validationFile,
        Hyperparameters hyperparameters, long seed, @Nullable ResumePoint resume) {

    /**
     * The state after a finished epoch. Resuming there gives the same weights as never having stopped.
     *
     * @param epoch epochs finished, at least 1
     * @param weights the epoch's {@link Checkpoint#weights()}
     * @param optimizerState the epoch's {@link Checkpoint#optimizerState()}
     */
    public record ResumePoint(int epoch, Path weights, Path optimizerState) {
    }
}

package io.attune.provider;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A paid job to be asked for.
 *
 * @param key the intent's key; the job must carry it
 * @param baseModel the model to tune
 * @param trainingFile an uploaded file
 * @param validationFile an uploaded file, or null for none
 * @param method how to train
 * @param hyperparameters what the recipe fixed; the provider chooses the rest
 * @param suffix a readable part of the tuned model's name, 1 to 64 characters
 * @param labels copied to the job where the provider has room for them, beside the key
 * @param sendBefore the hard deadline: checked just before sending
 * @param trainer how a trainer of one's own is to be run, null to leave that to the connection; providers that train by
 *     themselves are never given one
 */
public record SubmitRequest(RunKey key, ProviderModelId baseModel, ProviderFileId trainingFile,
        @Nullable ProviderFileId validationFile, TrainingMethod method, Hyperparameters hyperparameters, String suffix,
        Map<String, String> labels, Instant sendBefore, @Nullable TrainerChoice trainer) {

    public SubmitRequest {
        labels = Map.copyOf(labels);
    }

    /** A job that leaves the trainer to the provider. */
    public SubmitRequest(RunKey key, ProviderModelId baseModel, ProviderFileId trainingFile,
            @Nullable ProviderFileId validationFile, TrainingMethod method, Hyperparameters hyperparameters,
            String suffix, Map<String, String> labels, Instant sendBefore) {
        this(key, baseModel, trainingFile, validationFile, method, hyperparameters, suffix, labels, sendBefore, null);
    }
}

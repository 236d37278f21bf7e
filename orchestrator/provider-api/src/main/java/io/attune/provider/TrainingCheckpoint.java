package io.attune.provider;

/**
 * A state of the model kept during a training.
 *
 * @param id the provider's name for it
 * @param step the step after which it was kept
 * @param model by which it can be asked
 */
public record TrainingCheckpoint(String id, int step, ProviderModelId model) {
}

package io.attune.provider;

import java.util.Optional;

/** Ability: runs trainers of one's own, and says beforehand what of a job's wishes it would refuse. */
public interface TrainerLimits {

    /** Why such a job would be refused, in a sentence; empty when it would not. Nothing is asked over the network. */
    Optional<String> refusal(ProviderModelId baseModel, TrainingMethod method, Hyperparameters hyperparameters,
            TrainerChoice trainer);
}

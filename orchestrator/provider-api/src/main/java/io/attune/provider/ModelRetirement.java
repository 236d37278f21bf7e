package io.attune.provider;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Ability: the provider says when a model goes out of service. */
public interface ModelRetirement {

    /**
     * The dates the provider has announced for a base or tuned model; empty when it does not know the model.
     *
     * @throws ProviderException when the provider cannot be asked
     */
    Optional<Retirement> retirement(ProviderModelId model);

    /**
     * What is announced.
     *
     * @param trainingEnds from when on it cannot be tuned any more, null when nothing is announced
     * @param servingEnds from when on it does not answer any more, null when nothing is announced
     */
    record Retirement(@Nullable Instant trainingEnds, @Nullable Instant servingEnds) {}
}

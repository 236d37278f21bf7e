package io.attune.registry;

import java.util.Map;

import io.attune.kernel.RunId;

/** How a model version came about. */
public sealed interface Origin {

    /** As the provider offers it. */
    record Base() implements Origin {}

    /**
     * Tuned by a run.
     *
     * @param method such as {@code supervised}
     * @param dataset what it was trained on
     * @param hyperparameters as they were used, by name
     */
    record Tuned(RunId run, VersionRef dataset, String method, Map<String, String> hyperparameters)
            implements
                Origin {
        public Tuned {
            hyperparameters = Map.copyOf(hyperparameters);
        }
    }
}

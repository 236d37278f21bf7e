package io.attune.registry;

import java.util.Map;

import io.attune.kernel.RunId;
import org.jspecify.annotations.Nullable;

/** How a model version came about. */
public sealed interface Origin {

    /** As the provider offers it. */
    record Base() implements Origin {}

    /**
     * Made elsewhere.
     *
     * @param source the URI of its artefacts, as it was given; never read from here
     * @param run the tracked run it came from, or null
     * @param runLink where people see that run, or null
     * @param by who registered it
     */
    record Imported(String source, @Nullable String run, @Nullable String runLink, String by) implements Origin {}

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

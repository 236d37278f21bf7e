package io.attune.registry;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Whom spending is for.
 *
 * @param labels such as {@code team}, {@code costCenter} and {@code environment}
 * @param connection the provider's account it goes through, where it is known
 * @param deployment the deployment it serves, where it serves one
 */
public record Attribution(Map<String, String> labels, @Nullable String connection, @Nullable String deployment) {
    public static final Attribution NONE = new Attribution(Map.of(), null, null);

    public Attribution {
        labels = Map.copyOf(labels);
    }
}

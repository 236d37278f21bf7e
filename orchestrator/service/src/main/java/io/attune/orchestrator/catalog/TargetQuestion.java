package io.attune.orchestrator.catalog;

import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to train, and where.
 *
 * @param connection its name
 * @param vendor whose models it reaches, as {@link Vendors} says
 * @param region of the connection, or empty
 * @param local whether the trainer is the operator's own, which tunes whatever it is given
 * @param method in the words of recipes
 * @param epochs null when it is left to the provider
 */
public record TargetQuestion(String connection, String vendor, String region, boolean local, String baseModel,
        String method, @Nullable Integer epochs) {
}

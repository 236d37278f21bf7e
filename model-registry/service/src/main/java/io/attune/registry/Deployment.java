package io.attune.registry;

import org.jspecify.annotations.Nullable;

/**
 * A deployment at one moment.
 *
 * @param current what is deployed
 * @param serving the version the alias points at, or null while it points nowhere
 */
public record Deployment(DeploymentRevision current, @Nullable ModelVersion serving) {

    /** Its name, which is the {@code model} of a chat request. */
    public String name() {
        return current.settings().name();
    }

    /** The paired knowledge base's name, or null without one. */
    public @Nullable String knowledgeBase() {
        return switch (current.settings().knowledge()) {
            case Knowledge.Paired(String base) -> base;
            case Knowledge.None none -> null;
        };
    }
}

package io.attune.registry;

import org.jspecify.annotations.Nullable;

/**
 * A deployment at one moment.
 *
 * @param current what is deployed
 * @param serving the version the alias points at, or null while it points nowhere or at one that is quarantined
 * @param quarantine that of the version the alias points at, which is why it is not served; null when there is none
 */
public record Deployment(DeploymentRevision current, @Nullable ModelVersion serving, @Nullable Quarantine quarantine) {

    /** One whose version is not quarantined. */
    public Deployment(DeploymentRevision current, @Nullable ModelVersion serving) {
        this(current, serving, null);
    }

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

package io.attune.registry;

import io.attune.kernel.ProjectId;
import org.jspecify.annotations.Nullable;

/** Something changed in the registry; published within the transaction that changes it. Moves of aliases are {@link AliasMoved}. */
public sealed interface RegistryChange {
    ProjectId project();

    record ModelOpened(ProjectId project, Model model) implements RegistryChange {}

    record VersionRegistered(ProjectId project, ModelVersion version) implements RegistryChange {}

    /** @param value null where the tag was taken away */
    record VersionTagged(ProjectId project, VersionRef version, String key, @Nullable String value)
            implements
                RegistryChange {}

    record AliasRemoved(ProjectId project, String model, String alias) implements RegistryChange {}
}

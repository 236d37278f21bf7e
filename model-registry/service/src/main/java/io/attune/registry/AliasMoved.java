package io.attune.registry;

import io.attune.kernel.ProjectId;

/** Published within the transaction that moves an alias. */
public record AliasMoved(ProjectId project, AliasMove move) {
}

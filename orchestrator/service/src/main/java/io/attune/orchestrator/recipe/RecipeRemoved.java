package io.attune.orchestrator.recipe;

import io.attune.kernel.ProjectId;

/** A recipe is no longer in force; its versions and runs stay. Published within the transaction that does it. */
public record RecipeRemoved(ProjectId project, String name) {
}

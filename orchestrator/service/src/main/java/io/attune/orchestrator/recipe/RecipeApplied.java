package io.attune.orchestrator.recipe;

/** A recipe was put in force. Published within the transaction that does it. */
public record RecipeApplied(StoredRecipe stored) {
}

package io.attune.orchestrator.recipe;

/**
 * Something to know about a recipe that is accepted.
 *
 * @param place a JSON pointer
 * @param line from 1
 */
public record RecipeNote(String place, int line, Remark.Severity severity, String message, String nextStep) {
}

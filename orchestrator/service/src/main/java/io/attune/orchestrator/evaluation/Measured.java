package io.attune.orchestrator.evaluation;

import java.util.Map;

import io.attune.orchestrator.recipe.Recipe.Measure;

/**
 * What one arm's answer to one question measured.
 *
 * @param answer what was said, for people: by the model, by the runtime, with which citations
 * @param measures a measure that does not apply to this answer is left out
 * @param inputTokens billed by the provider for it
 * @param outputTokens billed by the provider for it
 */
record Measured(Map<String, Object> answer, Map<Measure, Double> measures, long inputTokens, long outputTokens) {
}

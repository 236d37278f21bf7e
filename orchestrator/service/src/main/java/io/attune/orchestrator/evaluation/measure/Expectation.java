package io.attune.orchestrator.evaluation.measure;

import java.util.Map;
import java.util.Optional;

import io.attune.orchestrator.recipe.Recipe.Measure;

/** What a measure expects an example to say about itself, and whether it says so in a way that can be used. */
public final class Expectation {

    private Expectation() {}

    /**
     * Why a measure cannot be taken on an example, in words; empty when it can.
     *
     * @param attributes the example's
     */
    public static Optional<String> problem(Measure measure, Map<String, String> attributes) {
        String key = measure.expects();
        if (key == null) {
            return Optional.empty();
        }
        String expected = attributes.get(key);
        if (expected == null || expected.isBlank()) {
            return Optional.of("the example has no attribute '" + key + "', which '" + measure + "' is measured by");
        }
        Optional<String> wrong = switch (measure) {
            case NUMERIC -> NumericAnswer.problem(expected, attributes.getOrDefault("tolerance", "0"));
            case PATTERN -> AnswerPattern.problem(expected);
            case JSON_SCHEMA -> JsonAnswer.problem(expected);
            case TOOL_CALL -> ToolCalls.problem(expected);
            default -> Optional.empty();
        };
        return wrong.map(why -> "the attribute '" + key + "' cannot be used for '" + measure + "': " + why);
    }
}

package io.attune.orchestrator.evaluation.measure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.pipeline.Example;
import io.attune.pipeline.ToolCall;

/** What a measure expects an example to say about itself, and whether it says so in a way that can be used. */
public final class Expectation {

    private Expectation() {}

    /**
     * What an example says about itself: its attributes and, where it ends with the assistant calling tools, these calls as the
     * attribute {@code tool}.
     */
    public static SortedMap<String, String> attributes(Example example) {
        TreeMap<String, String> attributes = new TreeMap<>(example.attributes());
        List<ToolCall> calls = example.messages().getLast().toolCalls();
        if (!calls.isEmpty()) {
            attributes.computeIfAbsent("tool", key -> ToolCalls.expecting(calls));
        }
        return attributes;
    }

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

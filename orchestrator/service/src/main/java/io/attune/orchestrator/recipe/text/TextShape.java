package io.attune.orchestrator.recipe.text;

import java.util.function.Function;

import io.attune.kernel.Problems;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A text with a meaning. */
class TextShape<T> implements Shape<T> {
    private final Function<String, T> parse;
    private final String nextStep;
    private final ObjectNode schema;

    /** @param parse throws an IllegalArgumentException whose message says what is wrong */
    TextShape(Function<String, T> parse, String nextStep, ObjectNode schema) {
        this.parse = parse;
        this.nextStep = nextStep;
        this.schema = schema;
    }

    @Override
    public @Nullable T read(YamlNode node, Problems problems) {
        if (!(node instanceof YamlNode.Scalar scalar)) {
            node.problem(problems, "expected a text and found " + node.kindInWords(), nextStep);
            return null;
        }
        return switch (scalar.kind()) {
            case TEXT -> parse(scalar, problems);
            case NOTHING -> fail(scalar, problems, "there is no value", "Write one, or leave the key out.");
            case INTEGER, DECIMAL, BOOLEAN -> fail(scalar, problems, onNumber(scalar), nextStepOnNumber(scalar));
        };
    }

    private @Nullable T parse(YamlNode.Scalar scalar, Problems problems) {
        if (scalar.text().isBlank()) {
            return fail(scalar, problems, "the text is empty", "Write one, or leave the key out.");
        }
        try {
            return parse.apply(scalar.text());
        } catch (IllegalArgumentException e) {
            return fail(scalar, problems, String.valueOf(e.getMessage()), nextStep);
        }
    }

    private @Nullable T fail(YamlNode.Scalar scalar, Problems problems, String message, String next) {
        scalar.problem(problems, message, next);
        return null;
    }

    String onNumber(YamlNode.Scalar number) {
        return number.kindInWords() + " stands where a text is needed";
    }

    String nextStepOnNumber(YamlNode.Scalar number) {
        return "Quote it: \"" + number.text() + "\".";
    }

    @Override
    public ObjectNode schema() {
        return schema.deepCopy();
    }
}

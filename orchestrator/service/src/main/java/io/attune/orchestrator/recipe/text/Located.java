package io.attune.orchestrator.recipe.text;

import io.attune.kernel.Problems;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A value and where it was written, for checks that look at several parts at once. */
public record Located<T>(YamlNode node, T value) {

    /** Keeps the place of what {@code shape} reads. */
    public static <T> Shape<Located<T>> of(Shape<T> shape) {
        return new Shape<>() {
            @Override
            public @Nullable Located<T> read(YamlNode node, Problems problems) {
                T value = shape.read(node, problems);
                return value == null ? null : new Located<>(node, value);
            }

            @Override
            public ObjectNode schema() {
                return shape.schema();
            }
        };
    }

    /** Reports a problem at one of this group's keys, or at the group when the key is not there. */
    public void problemAt(String key, Problems problems, String message, String nextStep) {
        YamlNode at = node instanceof YamlNode.Entries group ? group.entries().getOrDefault(key, node) : node;
        at.problem(problems, message, nextStep);
    }
}

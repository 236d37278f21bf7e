package io.attune.orchestrator.recipe.text;

import io.attune.kernel.Problems;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a part of a recipe is written.
 *
 * @param <T> what it means
 */
public interface Shape<T> {

    /** Reads a part; null when it cannot be used, and then at least one problem was added. */
    @Nullable
    T read(YamlNode node, Problems problems);

    /** The same as JSON Schema (draft 2020-12). The caller may change the node. */
    ObjectNode schema();
}

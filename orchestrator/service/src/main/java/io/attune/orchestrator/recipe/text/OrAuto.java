package io.attune.orchestrator.recipe.text;

import org.jspecify.annotations.Nullable;

/**
 * A value that the author may leave to somebody else.
 *
 * @param value null when the author wrote {@code auto}
 */
public record OrAuto<T>(@Nullable T value) {
}

package io.attune.registry;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One move of an alias.
 *
 * @param from the version's number it pointed at before, or null when it pointed at nothing
 * @param to the version's number it points at since, or 0 when it was taken away
 * @param sequence counts the moves of this alias from 1
 */
public record AliasMove(String model, String alias, @Nullable Integer from, int to, int sequence, String actor,
        String reason, @Nullable String evidence, Instant at) {
}

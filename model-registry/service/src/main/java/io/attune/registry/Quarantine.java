package io.attune.registry;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * That something must not be trained on, promoted or served, from one moment to the one it was lifted.
 *
 * @param node a model version, a dataset version or a source
 * @param reason in words
 * @param by who placed it
 * @param lift null while it stands
 */
public record Quarantine(LineageNode node, String reason, String by, Instant at, @Nullable Lift lift) {

    /** Whether it holds now. */
    public boolean stands() {
        return lift == null;
    }

    /** Its end. */
    public record Lift(String reason, String by, Instant at) {
    }
}

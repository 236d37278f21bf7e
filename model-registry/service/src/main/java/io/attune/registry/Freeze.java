package io.attune.registry;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A stop of all new spending.
 *
 * @param connection what is stopped, or null for everything
 */
public record Freeze(@Nullable String connection, String reason, String by, Instant at) {

    /** The stop in one sentence. */
    public String message() {
        return "New spending " + (connection == null ? "" : "through '" + connection + "' ") + "is frozen since " + at
                + " by " + by + ": " + reason;
    }
}

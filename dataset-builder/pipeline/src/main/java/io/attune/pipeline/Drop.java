package io.attune.pipeline;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * An entry of the ledger of what did not reach the dataset.
 *
 * @param source the source's name
 * @param key the record's key in it
 * @param step which step removed it; {@code read} when it could not be read
 * @param kind dropped, or merged into its twin
 * @param reason a stable word of the step, such as {@code last-message-not-assistant}
 * @param evidence what was seen, without personal data
 * @param twin {@code source/key} of the record that stands for it, or null
 * @param similarity with the twin, from 0 to 1, or null where none was measured
 */
public record Drop(String source, String key, String step, Kind kind, String reason, String evidence,
        @Nullable String twin, @Nullable Double similarity) {

    /** Without a measured similarity. */
    public Drop(String source, String key, String step, Kind kind, String reason, String evidence,
            @Nullable String twin) {
        this(source, key, step, kind, reason, evidence, twin, null);
    }

    /** What became of the record. */
    public enum Kind {
        DROPPED,
        MERGED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

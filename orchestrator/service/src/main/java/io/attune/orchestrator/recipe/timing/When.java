package io.attune.orchestrator.recipe.timing;

import java.util.Map;
import java.util.TreeMap;

/**
 * An event that starts a recipe beside the clock.
 *
 * @param event its kind, such as {@code new-data}
 * @param settings of the kind, by the recipe's keys
 */
public record When(String event, Map<String, String> settings, Mode mode) {
    public static final String NEW_DATA = "new-data";
    public static final String SUNSET = "sunset";
    public static final String RECORDS = "records";
    public static final String SHARE = "share";
    public static final String WITHIN = "within";

    public When {
        settings = Map.copyOf(settings);
    }

    /** What to do about it. */
    public enum Mode {
        /** People are told. */
        SUGGEST,
        /** A run is started. */
        ACT
    }

    @Override
    public String toString() {
        return event + " " + new TreeMap<>(settings);
    }
}

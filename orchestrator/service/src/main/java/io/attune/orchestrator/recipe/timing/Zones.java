package io.attune.orchestrator.recipe.timing;

import java.time.DateTimeException;
import java.time.ZoneId;

import io.attune.orchestrator.recipe.text.Suggestions;

/** Reads the names of time zones. */
public final class Zones {
    private Zones() {}

    /** @throws IllegalArgumentException naming one that is near, when there is no such zone */
    public static ZoneId parse(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("there is no time zone '" + text + "'" + Suggestions.closest(text,
                    ZoneId.getAvailableZoneIds().stream().sorted().toList()).map(
                            near -> "; did you mean '" + near + "'?").orElse(""),
                    e);
        }
    }
}

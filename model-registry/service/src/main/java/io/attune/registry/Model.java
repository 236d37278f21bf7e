package io.attune.registry;

import java.time.Instant;
import java.util.Map;

/**
 * A line of versions, named as the recipe that makes them, or as those who import them say.
 *
 * @param versions how many numbers were given; the newest has the last one
 * @param owner who opened it: a caller's name, or {@code system}
 * @param updatedAt when its words, versions or name changed last
 */
public record Model(String name, int versions, String description, Map<String, String> tags, String owner,
        Instant createdAt, Instant updatedAt) {
}

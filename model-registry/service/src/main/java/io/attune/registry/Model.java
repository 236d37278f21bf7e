package io.attune.registry;

import java.time.Instant;

/**
 * A line of versions, named as the recipe that makes them.
 *
 * @param versions how many there are; the newest has this number
 */
public record Model(String name, int versions, Instant createdAt) {
}

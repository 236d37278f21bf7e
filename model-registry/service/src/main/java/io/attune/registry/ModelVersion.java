package io.attune.registry;

import java.time.Instant;

/**
 * A registered model version.
 *
 * @param content as registered, but with the present metrics, description and tags
 * @param updatedAt when its words changed last
 */
public record ModelVersion(VersionRef ref, NewModelVersion content, Instant registeredAt, Instant updatedAt) {
}

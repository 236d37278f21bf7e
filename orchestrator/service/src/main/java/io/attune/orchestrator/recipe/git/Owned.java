package io.attune.orchestrator.recipe.git;

import java.time.Instant;

/**
 * A thing that a folder owns.
 *
 * @param kind {@code recipe}, {@code budget} or {@code connection}
 * @param path of the file, seen from the folder
 * @param commit what it was last applied from, or empty where nothing is committed
 */
public record Owned(String kind, String name, GitFolder folder, String path, String commit, String appliedBy,
        Instant appliedAt) {
}

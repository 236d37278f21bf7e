package io.attune.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.kernel.TokenCount;
import org.jspecify.annotations.Nullable;

/**
 * A dataset version to record.
 *
 * @param name of the dataset; a recipe's dataset has the recipe's name
 * @param digest of its content
 * @param manifest the path of the manifest's object key within the project
 * @param counts examples by split, such as train, validation, test
 * @param tokens of all splits together
 * @param recipe the recipe that made it, or null where none did
 * @param inputs what it was made from
 */
public record NewDatasetVersion(ProjectId project, String name, Digest digest, String manifest,
        Map<String, Long> counts, TokenCount tokens, @Nullable String recipe, List<Input> inputs, Instant createdAt) {

    public NewDatasetVersion {
        Names.require("dataset name", name);
        counts = Map.copyOf(counts);
        inputs = List.copyOf(inputs);
    }

    /**
     * Something a dataset was made from.
     *
     * @param name the source's name in the recipe
     * @param digest of what was read
     * @param license as the recipe states it
     */
    public record Input(String name, Digest digest, String license) {
    }
}

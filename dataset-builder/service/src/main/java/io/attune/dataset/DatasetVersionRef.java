package io.attune.dataset;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;

/**
 * Names a dataset version.
 *
 * @param number from 1, counted for each name
 * @param digest of its content
 */
public record DatasetVersionRef(ProjectId project, String name, int number, Digest digest) {

    /** As recipes and people write it, such as {@code config-assistant@1}. */
    @Override
    public String toString() {
        return name + "@" + number;
    }
}

package io.attune.registry;

import org.jspecify.annotations.Nullable;

/**
 * A recorded dataset version, immutable but for its being withdrawn.
 *
 * @param number from 1, counted for each name
 * @param content as it was recorded the first time
 * @param withdrawal null while its examples are there
 */
public record DatasetVersion(int number, NewDatasetVersion content, @Nullable DatasetWithdrawal withdrawal) {

    /** One whose examples are there. */
    public DatasetVersion(int number, NewDatasetVersion content) {
        this(number, content, null);
    }

    /** Its name and number, such as {@code config-assistant@1}. */
    public VersionRef ref() {
        return new VersionRef(content.name(), number);
    }
}

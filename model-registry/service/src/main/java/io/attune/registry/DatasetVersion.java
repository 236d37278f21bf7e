package io.attune.registry;

/**
 * A recorded dataset version, immutable.
 *
 * @param number from 1, counted for each name
 * @param content as it was recorded the first time
 */
public record DatasetVersion(int number, NewDatasetVersion content) {

    /** Its name and number, such as {@code config-assistant@1}. */
    public VersionRef ref() {
        return new VersionRef(content.name(), number);
    }
}

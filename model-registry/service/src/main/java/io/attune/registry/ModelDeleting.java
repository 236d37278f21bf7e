package io.attune.registry;

import io.attune.kernel.ProjectId;
import org.jspecify.annotations.Nullable;

/**
 * A version, or all of a model, is about to be deleted in this transaction. Whoever needs it throws; whoever points at it
 * lets go.
 *
 * @param number the version's, or null for the model
 */
public record ModelDeleting(ProjectId project, String model, @Nullable Integer number, String actor) {

    public boolean takes(int version) {
        return number == null || number == version;
    }
}

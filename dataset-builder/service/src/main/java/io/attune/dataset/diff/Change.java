package io.attune.dataset.diff;

import io.attune.dataset.store.Outcome.Kept;
import io.attune.pipeline.Drop;
import org.jspecify.annotations.Nullable;

/**
 * A difference between two versions.
 *
 * @param base where the example stood, or null when it was added
 * @param head where it stands, or null when it was removed
 * @param drop why the other version does not have it, or null when its record is not in the other's sources or it stands in both
 */
record Change(Kind kind, String source, String key, @Nullable Kept base, @Nullable Kept head, @Nullable Drop drop) {

    /** What happened to an example. An example that is both changed and in another split is changed. */
    enum Kind {
        ADDED,
        REMOVED,
        MOVED,
        CHANGED
    }
}

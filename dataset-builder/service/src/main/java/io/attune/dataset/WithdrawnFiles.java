package io.attune.dataset;

import io.attune.kernel.Problem;
import io.attune.platform.ObjectKey;

/** The uploaded files that were destroyed because they held withdrawn data. Thread-safe. */
public interface WithdrawnFiles {

    /**
     * Whether a file was withdrawn; it stays so when the same bytes are sent again. Whoever keeps uploads asks before it
     * writes.
     *
     * @param file where it lay; its key names its content
     */
    boolean includes(ObjectKey file);

    /** What to tell whoever sends or names such a file. */
    static Problem problem(String place, String path) {
        return new Problem(place, "file '" + path + "' was withdrawn: it holds data that had to be destroyed",
                "Take that data out of the file and send it again.");
    }
}

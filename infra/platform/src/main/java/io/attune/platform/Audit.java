package io.attune.platform;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;

/** The trail of who did what: append-only, hash-chained per project, holding digests and never content. */
public interface Audit {

    /**
     * Appends an entry within the caller's transaction.
     *
     * @param actor a caller's name, or {@code system}
     * @param action what was done, such as {@code promotion.approve}
     * @param subject the identifier of what it was done to
     * @param detail the digest of what stood in the request or decision
     */
    void record(ProjectId project, String actor, String action, String subject, Digest detail);
}

package io.attune.retrieval.documents;

import io.attune.index.DocumentState;
import io.attune.kernel.Digest;
import org.jspecify.annotations.Nullable;

/**
 * A document's newest state.
 *
 * @param revision the newest revision's number
 * @param state null when the document is deleted
 * @param content the digest of what it says
 * @param confirmedVersion the last version of its source that was seen to say the same, or null
 * @param lsn its newest change
 */
public record DocumentHead(String id, int revision, @Nullable DocumentState state, Digest content,
        @Nullable String confirmedVersion, long lsn) {

    public boolean isDeleted() {
        return state == null;
    }
}

package io.attune.retrieval.documents;

import java.time.Instant;
import java.util.List;

import io.attune.index.DocumentState;
import io.attune.index.Fact;
import org.jspecify.annotations.Nullable;

/**
 * What a document said from one change to the next; immutable.
 *
 * @param number from 1
 * @param version the source's version it was first seen in, or null
 * @param lsn the change that brought it
 */
public record Revision(String documentId, int number, String title, DocumentState state, TextPlace place,
        List<Fact> facts, @Nullable String version, long lsn, Instant createdAt) {
    public Revision {
        facts = List.copyOf(facts);
    }
}

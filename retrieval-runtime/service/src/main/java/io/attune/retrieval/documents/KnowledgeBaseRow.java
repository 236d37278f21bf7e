package io.attune.retrieval.documents;

import java.time.Instant;

import io.attune.index.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A knowledge base as it is stored.
 *
 * @param incarnation changes when a knowledge base is made anew under an old name
 * @param version the source's version it was last brought to, or null
 */
public record KnowledgeBaseRow(Scope scope, String incarnation, long lsn, @Nullable String version, Instant changedAt) {
}

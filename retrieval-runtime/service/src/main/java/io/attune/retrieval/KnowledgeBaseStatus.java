package io.attune.retrieval;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How a knowledge base stands.
 *
 * @param documents how many there are, those about removed things included
 * @param lsn the number of its last change
 * @param indexedLsn the last change this process answers from
 * @param vectorsPending how many passages can be found by text only, as yet
 * @param version the source's version it was last brought to, or null
 */
public record KnowledgeBaseStatus(String name, long documents, long lsn, long indexedLsn, long vectorsPending,
        @Nullable String version, Instant changedAt) {
}

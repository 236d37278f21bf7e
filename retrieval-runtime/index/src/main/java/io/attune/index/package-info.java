/**
 * Passages, facts, embeddings and search: the part of the retrieval runtime that knows no database, web or Spring.
 *
 * <p>A {@link io.attune.index.KnowledgeIndex} is a pure function of one knowledge base's change log. Feed it the log's
 * {@link io.attune.index.IndexChange}s in order, in whatever batches, and the same questions get the same answers;
 * throw it away and it can be built again. It remembers the number of the last change it holds, so a restart replays
 * only the tail.
 *
 * <pre>{@code
 * try (KnowledgeIndex index = KnowledgeIndex.open(scope, folder)) {
 *     index.apply(List.of(new IndexChange.Put(1, document)));          // text and facts are answerable from here on
 *     index.facts(List.of("server.shutdown"));                          // exact
 *     index.search(SearchRequest.lexical("stop the server", 10));       // BM25
 *     index.attachVectors(embedder, 64);                                // later, in the background
 * }
 * }</pre>
 *
 * <p>Text is indexed first and its vector attached when the embedding is done; until then a hit says
 * {@code vectorPending}. Spans are half-open ranges of UTF-16 code units of one revision's text, which never changes.
 *
 * <p>Do not rely on score values across versions of this library, only on their order within one result.
 */
@NullMarked
package io.attune.index;

import org.jspecify.annotations.NullMarked;

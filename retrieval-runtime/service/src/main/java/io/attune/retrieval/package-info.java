/**
 * The live retrieval runtime: knowledge bases that stay current, and answers that cite them.
 *
 * <p>A knowledge base holds documents with stable ids and immutable revisions. Every change gets the next number of the
 * knowledge base's log (LSN) in commit order; the search index is a pure function of that log, kept on local disk and
 * built again when it is lost. A change is answerable when the call that made it returns: text and exact facts at once,
 * vectors a little later.
 *
 * <p>{@link io.attune.retrieval.Answers} answers questions: an exact lookup first, hybrid search next, and an abstention
 * when nothing supports an answer. Each citation names document, revision and span, and is compared with the stored
 * revision, character by character, before it is sent. Retrieved text is data, never instruction.
 *
 * <pre>{@code
 * knowledgeBases.ensure(project, "manual");
 * knowledgeBases.sync(project, "manual", new Feed.SpringMetadata(artifacts, "3.5.7"), SyncListener.NONE);
 * answers.answer(project, target, List.of(ChatMessage.user("What is the default of `server.shutdown`?")), options);
 * }</pre>
 */
@NullMarked
package io.attune.retrieval;

import org.jspecify.annotations.NullMarked;

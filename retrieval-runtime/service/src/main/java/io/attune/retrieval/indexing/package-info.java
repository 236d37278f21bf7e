/**
 * Keeps this machine's search indexes in step with the change logs.
 *
 * <p>A reader asks {@link io.attune.retrieval.indexing.Indexes} for the index of a knowledge base and gets it with every
 * committed change applied, whoever made it. What is expensive, the vectors, follows on a thread of its own.
 */
@NullMarked
package io.attune.retrieval.indexing;

import org.jspecify.annotations.NullMarked;

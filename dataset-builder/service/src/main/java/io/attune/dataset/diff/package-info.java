/**
 * The exact difference of two versions: what was added, removed, moved to another split, or changed.
 *
 * <p>Both versions keep an outcome for every record of their sources, sorted by source and key, so one merge of two sorted
 * lists finds everything in constant memory. An example's id is a digest of all of it, source and key included; so equal
 * ids are the same example, and another id under the same source and key is that record changed. Each removed example
 * says what became of its record in the later version: dropped there, by which step and why, or no longer in the source.
 */
@NullMarked
package io.attune.dataset.diff;

import org.jspecify.annotations.NullMarked;

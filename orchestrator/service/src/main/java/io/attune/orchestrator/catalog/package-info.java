/**
 * The base-model catalogue: what can be tuned where, how, within which limits and until when.
 *
 * <p>A row is an observation of one model at one vendor on one day; it is never changed, only followed by another. The
 * rows that are shipped hold for every project; a project's own rows win over them. What nobody has observed is unknown,
 * and unknown never refuses: only a row that says that a model cannot do something does.
 */
@NullMarked
package io.attune.orchestrator.catalog;

import org.jspecify.annotations.NullMarked;

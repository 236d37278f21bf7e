/**
 * Datasets: from a plan to a numbered, content-addressed version, and from a version to its examples.
 *
 * <p>{@link io.attune.dataset.Curation} runs a plan as a Spring Batch job that survives being killed: asked again with
 * the same key, it goes on where it stood. {@link io.attune.dataset.Datasets} reads what it made. Equal inputs and an
 * equal plan give the same digest and the same version, on any number of threads and after any number of restarts.
 *
 * <p>Shards, manifest and drop ledger lie in the object store below {@code datasets/<name>/<digest>/}; the numbered record
 * is the registry's; this module's own schema, {@code dataset}, holds the state of curations.
 */
@NullMarked
package io.attune.dataset;

import org.jspecify.annotations.NullMarked;

/**
 * Curation as a pure library: examples, the steps that judge them, splits without leakage, and the digests that name the
 * result. It knows no database, network, clock or Spring; every function's result depends on its arguments alone, so a
 * dataset is the same on one thread, on many, and after any restart.
 *
 * <p>The path: a {@linkplain io.attune.pipeline.plan.CurationPlan plan} is parsed from a recipe; {@linkplain
 * io.attune.pipeline.source readers} turn sources into {@link io.attune.pipeline.Example examples}; the
 * {@link io.attune.pipeline.curate.Curator} runs the {@linkplain io.attune.pipeline.step steps}: those that look at one example
 * as it is read, those that look at all once everything is there; then it splits and names the result.
 *
 * <p>What holds on every run and is checked on every run:
 * <ul>
 * <li>in + added = kept + dropped + merged for each step ({@link io.attune.pipeline.StepCount});
 * <li>whatever does not reach the dataset stands in the ledger with step, reason and evidence
 * ({@link io.attune.pipeline.Drop});
 * <li>examples of one group, and examples that ask the same, are in one split.
 * </ul>
 */
@NullMarked
package io.attune.pipeline;

import org.jspecify.annotations.NullMarked;

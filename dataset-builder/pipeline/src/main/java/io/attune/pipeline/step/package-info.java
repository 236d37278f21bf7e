/**
 * The steps of curation. A {@link io.attune.pipeline.step.Step.OfExample} looks at one example and may run anywhere, in
 * any order; a {@link io.attune.pipeline.step.Step.OfDataset} sees all examples in the dataset's order. Both only judge:
 * counting, the ledger and conservation are the curator's.
 *
 * <p>{@link io.attune.pipeline.step.StepCatalog} knows every step by name. A step's version changes whenever the same
 * example may be judged otherwise; it is part of a dataset's digest.
 */
@NullMarked
package io.attune.pipeline.step;

import org.jspecify.annotations.NullMarked;

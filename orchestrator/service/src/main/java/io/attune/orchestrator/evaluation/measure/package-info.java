/**
 * Measures: what is told of an answer once it is there. An {@link io.attune.orchestrator.evaluation.measure.Item} is one
 * example of a suite, {@link io.attune.orchestrator.evaluation.measure.Served} is what one arm gave for it, and a measure is a pure
 * function of the two. So a measure that is thought of later needs no new payment: it is derived from what was kept.
 *
 * <p>Nothing is dropped: an answer that did not come, was refused, cut off or failed counts as wrong in every measure of
 * quality. A measure that does not apply to an example, such as an exact value where the example has none, is empty, and that
 * is decided by the example wherever it can be, so that arms are compared on the same examples.
 */
@NullMarked
package io.attune.orchestrator.evaluation.measure;

import org.jspecify.annotations.NullMarked;

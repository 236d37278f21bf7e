/**
 * How much personal data and how many wrong answers are left in a version, as people judged a sample of it.
 *
 * <p>A sample is stratified by source and split, in proportion and with at least one example of each, and is the same for
 * the same version, size and seed. People get a masked text of each example and say whether it holds personal data and
 * whether its answer is right. Judgements are rows that are only added, without any text; the last about an example holds.
 * The report weighs what was judged by the strata's sizes ({@link io.attune.kernel.statistics.StratifiedProportion}) and
 * is kept with each import. What the detectors find in the same examples stands beside it as an estimate of a machine.
 */
@NullMarked
package io.attune.dataset.audit;

import org.jspecify.annotations.NullMarked;

/**
 * Finds evaluation data in training data.
 *
 * <p>Two measures: a record that asks a suite's question in the same words, and a record that holds a run of words of a
 * suite's item: twelve words, or eight for items of fewer than twelve. Runs that stand in more than 1 % of the records are
 * the templates that questions are made from, and say nothing. So records are read twice: counted first, judged second.
 *
 * <p>A filter that finds nothing looks like clean data. Therefore {@link io.attune.pipeline.decontaminate.Contamination}
 * plants controls into every run, a copy that must be found and a template with another key that must not be, and refuses
 * to judge when one comes out wrong.
 */
@NullMarked
package io.attune.pipeline.decontaminate;

import org.jspecify.annotations.NullMarked;

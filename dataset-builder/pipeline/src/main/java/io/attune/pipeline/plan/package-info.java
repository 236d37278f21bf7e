/**
 * What a recipe says about data, as types: sources, steps and the split.
 *
 * <p>{@link io.attune.pipeline.plan.CurationPlan#parse} reads the maps that a YAML parser gives and reports every problem
 * at once, each with a JSON pointer to its place. A plan that exists is valid: its steps are known, its parameters are in
 * range, its shares leave something to train on.
 */
@NullMarked
package io.attune.pipeline.plan;

import org.jspecify.annotations.NullMarked;

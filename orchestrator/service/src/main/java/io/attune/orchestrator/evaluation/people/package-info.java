/**
 * The report for people: of each suite and measure what every arm reached, which arm wins in each group of questions and by
 * how much, and what a thousand answers cost.
 *
 * <p>Who looks at every group and every pair of arms finds differences that are not there; so all comparisons of one measure
 * are corrected together, and a winner has to beat every other arm beyond that. Where none does, the report says "not enough
 * evidence" and how many questions would be. Everything here is a pure function of the kept outputs.
 */
@NullMarked
package io.attune.orchestrator.evaluation.people;

import org.jspecify.annotations.NullMarked;

/**
 * Measures arms on suites. Two scores are kept apart: the <em>model</em>'s own (loss of the reference answer, form), asked
 * at the provider with and without passages in the prompt, and the <em>runtime</em>'s (exact value, citations, refusals),
 * asked over HTTP from what is really served. Every answer is stored as it comes, so an evaluation that was interrupted
 * goes on at the question.
 */
@NullMarked
package io.attune.orchestrator.evaluation;

import org.jspecify.annotations.NullMarked;

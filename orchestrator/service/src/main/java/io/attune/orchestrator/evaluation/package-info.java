/**
 * Measures arms on suites. Two scores are kept apart: the <em>model</em>'s own (loss of the reference answer, form), asked
 * at the provider with and without passages in the prompt, and the <em>runtime</em>'s (exact value, citations, refusals),
 * asked over HTTP from what is really served.
 *
 * <p>Everything an arm gives is kept, found again by what it depends on (the arm with its answer policy and its knowledge's
 * last change, the example, the way of asking), and used by every later evaluation that needs the same. Measures are derived
 * from what was kept. An arm that does not answer in time, refuses or is cut off is wrong there, and never left out; a faulty
 * provider is asked again, later and at most six times in all.
 *
 * <p>An evaluation that was killed goes on where it was. What is stored is never asked again; a call that was under way at the
 * kill, one at most in each lane, is repeated under the same {@code Idempotency-Key}. A provider that knows such keys bills it
 * once. Most vendors promise that for jobs and not for chats: there a kill may cost the calls under way a second time.
 */
@NullMarked
package io.attune.orchestrator.evaluation;

import org.jspecify.annotations.NullMarked;

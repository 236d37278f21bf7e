/**
 * The run: a row in a durable state machine.
 *
 * <p>{@link io.attune.orchestrator.run.RunMachine} is pure: from a run and an event it makes the next run. A
 * {@link io.attune.orchestrator.run.Stage} carries out the one effect of a state and reports the event. The dispatcher
 * claims a due row with {@code FOR UPDATE SKIP LOCKED}, lets its stage work outside any transaction while the claim is
 * renewed, and stores what came of it only if the claim's number still stands. A stage may therefore be repeated at any
 * point and must be idempotent; the one thing that costs money twice when repeated, the create, has an intent of its own
 * ({@link io.attune.orchestrator.run.Fact.Intent}).
 */
@NullMarked
package io.attune.orchestrator.run;

import org.jspecify.annotations.NullMarked;

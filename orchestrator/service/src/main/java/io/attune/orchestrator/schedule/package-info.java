/**
 * When recipes start by themselves.
 *
 * <p>A schedule's row says up to when its due times are decided. {@link io.attune.orchestrator.schedule.DueTimes} moves that
 * mark under the schedule's lock and writes, in the same transaction, one firing for every due time it passes: to be done, or
 * skipped with the reason (missed, paused, a holiday). {@link io.attune.orchestrator.schedule.Firings} then does what is to be
 * done: the start of the run and the firing's end are one transaction. So each due time leaves exactly one row, whichever
 * node dies between any two statements, and however their clocks differ; a repetition finds the mark moved and the row ended.
 *
 * <p>Quartz's clustered store only says when to look: one trigger for each schedule, set anew after each look, and a sweep
 * over all of them for what a dead node left. A look too many does nothing.
 */
@NullMarked
package io.attune.orchestrator.schedule;

import org.jspecify.annotations.NullMarked;

/**
 * When recipes start by themselves.
 *
 * <p>Applying a recipe with a schedule puts a cron trigger into Quartz's clustered JDBC store, within the transaction
 * that stores the recipe; applying it without one takes the trigger out. Quartz only says when: each firing calls a
 * {@link io.attune.orchestrator.schedule.RunStarter}, which starts at most one run for that recipe and time, and what
 * came of it is kept, the reason for starting nothing included.
 */
@NullMarked
package io.attune.orchestrator.schedule;

import org.jspecify.annotations.NullMarked;

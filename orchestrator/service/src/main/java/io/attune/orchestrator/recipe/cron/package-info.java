/**
 * When something is due, written as cron.
 *
 * <p>A line is the five fields of crontab(5), or Quartz's own grammar behind {@code quartz:}. Both say which <em>local</em>
 * times are meant; what that is on the time line is one rule for both: a local time that a zone leaves out (clocks go
 * forward) is due right after the gap, once for all times within it; a local time that a zone has twice (clocks go back) is
 * due the first time. So instants always follow each other strictly, and {@code 30 2 * * *} is due exactly once a day.
 *
 * <pre>{@code
 * new Cron("30 2 * * *").next(Instant.parse("2026-03-28T12:00:00Z"), ZoneId.of("Europe/Berlin")); // 03:00 summer time
 * }</pre>
 */
@NullMarked
package io.attune.orchestrator.recipe.cron;

import org.jspecify.annotations.NullMarked;

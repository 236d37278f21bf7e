package io.attune.orchestrator.schedule;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How schedules are kept.
 *
 * @param lateAfter from when on a due time counts as missed, and its schedule's misfire policy decides
 * @param again how soon a firing that waits is looked at again
 * @param giveUp how long a start is tried while a service outside fails
 * @param queue how many firings of a recipe may wait
 * @param backfill how many due times one backfill may name
 * @param sweep how often is looked for what a dead node left
 * @param events how often is looked for events
 */
@ConfigurationProperties("attune.schedules")
record ScheduleProperties(@DefaultValue("60s") Duration lateAfter, @DefaultValue("15s") Duration again,
        @DefaultValue("10m") Duration giveUp, @DefaultValue("100") int queue, @DefaultValue("500") int backfill,
        @DefaultValue("10s") Duration sweep, @DefaultValue("10m") Duration events) {
    ScheduleProperties {
        if (lateAfter.isNegative() || again.toMillis() < 10 || sweep.toMillis() < 100 || events.toMillis() < 100
                || queue < 1 || backfill < 1) {
            throw new IllegalArgumentException("attune.schedules: late-after is not negative, again at least 10 ms,"
                    + " sweep and events 100 ms, queue and backfill 1");
        }
    }
}

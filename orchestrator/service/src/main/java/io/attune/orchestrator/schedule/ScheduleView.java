package io.attune.orchestrator.schedule;

import java.time.Instant;
import java.util.List;

import io.attune.orchestrator.recipe.cron.Cron;
import io.attune.orchestrator.recipe.timing.Schedule;
import io.attune.orchestrator.recipe.timing.ScheduleJson;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as people see it.
 *
 * @param cron as the recipe writes it, or null when events alone start it
 * @param words the same in English
 * @param pausedBy who paused it, or null
 * @param next when it is due, earliest first; while it is paused these times pass by
 * @param last the newest firing, or null
 */
record ScheduleView(String recipe, @Nullable String cron, String words, String zone, String misfire, String overlap,
        List<String> holidays, List<String> blackouts, List<String> events, boolean paused, @Nullable String pausedBy,
        List<Instant> next, @Nullable FiringView last, long version) {

    static ScheduleView of(String recipe, Schedule schedule, @Nullable ScheduleRow row, List<Instant> next,
            @Nullable FiringView last) {
        String cron = schedule.cron().map(Cron::text).orElse(null);
        List<String> events = schedule.events().stream().map(
                when -> when + " (" + ScheduleJson.word(when.mode()) + ")").toList();
        return new ScheduleView(recipe, cron, schedule.cron().map(Cron::inWords).orElse("by events alone"),
                schedule.zone().getId(), ScheduleJson.word(schedule.misfire()), ScheduleJson.word(schedule.overlap()),
                schedule.holidays().stream().map(String::valueOf).toList(),
                schedule.blackouts().stream().map(String::valueOf).toList(), events, row != null && row.paused(),
                row == null ? null : row.pausedBy(), next, last, row == null ? 0 : row.version());
    }
}

package io.attune.orchestrator.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A schedule as people see it.
 *
 * @param cron as the recipe writes it
 * @param words the same in English where that is short
 * @param next when it is due, earliest first; while it is paused these times pass by
 * @param last the newest firing, or null
 */
record ScheduleView(String recipe, String cron, String words, String zone, String misfire, boolean paused,
        List<Instant> next, @Nullable FiringView last) {

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

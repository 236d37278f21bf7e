package io.attune.orchestrator.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.timing.Schedule;
import io.attune.registry.PlannedRuns;
import org.springframework.stereotype.Component;

/** Tells forecasts how often schedules will fire, without the times at which they will not. */
@Component
class PlannedFirings implements PlannedRuns {
    /** A month has 44,640 minutes. */
    private static final int TIMES_MAX = 50_000;

    private final ScheduleStore rows;
    private final DueTimes dueTimes;

    PlannedFirings(ScheduleStore rows, DueTimes dueTimes) {
        this.rows = rows;
        this.dueTimes = dueTimes;
    }

    @Override
    public Map<String, Integer> firings(ProjectId project, Instant from, Instant to) {
        Map<String, Integer> firings = new TreeMap<>();
        for (ScheduleRow row : rows.all()) {
            if (row.project().equals(project)) {
                firings.put(row.recipe(), firings(row, dueTimes.schedule(row), from, to));
            }
        }
        return firings;
    }

    private static int firings(ScheduleRow row, Schedule schedule, Instant from, Instant to) {
        return (int) Schedules.due(schedule, from.minusMillis(1), to.minusMillis(1), TIMES_MAX).stream().filter(
                due -> Decision.about(schedule, due, due, Duration.ZERO, row.pausedBy()).isEmpty()).count();
    }
}

package io.attune.registry;

import java.time.Instant;
import java.util.Map;

import io.attune.kernel.ProjectId;

/** Tells forecasts how often recipes will run. Whoever keeps schedules implements it; without one nothing is planned. */
public interface PlannedRuns {

    /** How often each recipe's schedule fires from a moment up to and without another. */
    Map<String, Integer> firings(ProjectId project, Instant from, Instant to);
}

package io.attune.orchestrator.schedule;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.schedule.Firing.Result;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Does what is due: once for each recipe and time, whatever is repeated. */
@Component
class Firings {
    private static final Logger log = LoggerFactory.getLogger(Firings.class);

    private final FiringStore store;
    private final ObjectProvider<RunStarter> starter;
    private final InstantSource clock;

    /** @param starter looked up when it is needed, because starting runs needs recipes and so their schedules */
    Firings(FiringStore store, ObjectProvider<RunStarter> starter, InstantSource clock) {
        this.store = store;
        this.starter = starter;
        this.clock = clock;
    }

    /**
     * Fires for a time; a firing that was finished before is returned as it is.
     *
     * @param idempotencyKey recognises a caller's repetition, whose time is then the first call's; null for Quartz
     */
    Firing fire(ProjectId project, String recipe, Instant scheduledAt, @Nullable String idempotencyKey) {
        Firing begun = store.begin(project, recipe, scheduledAt.truncatedTo(ChronoUnit.MILLIS), idempotencyKey,
                clock.instant());
        if (begun.outcome() != Result.FIRING) {
            return begun;
        }
        Firing done = perform(project, begun);
        store.end(project, done);
        return done;
    }

    private Firing perform(ProjectId project, Firing begun) {
        try {
            return switch (starter.getObject().startScheduled(project, begun.recipe(), begun.scheduledAt())) {
                case RunStarter.Outcome.Started(var run) -> ended(begun, Result.STARTED, run.value(), "");
                case RunStarter.Outcome.Skipped(String reason) -> ended(begun, Result.SKIPPED, null, reason);
            };
        } catch (PlatformException e) {
            log.warn("The schedule of '{}' could not start a run: {}", begun.recipe(), e.message());
            return ended(begun, Result.FAILED, null, e.message());
        }
    }

    private Firing ended(Firing begun, Result result, @Nullable String run, String reason) {
        return new Firing(begun.recipe(), begun.scheduledAt(), clock.instant().truncatedTo(ChronoUnit.MILLIS), result,
                run, reason);
    }
}

package io.attune.orchestrator.schedule;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import io.attune.kernel.ProjectId;
import org.springframework.stereotype.Component;

/** Looks at a schedule: gives each due time its firing, does what is to be done, and sets the next alarm. */
@Component
class Looks {
    private final DueTimes dueTimes;
    private final Firings firings;
    private final ScheduleStore store;
    private final Alarms alarms;
    private final ScheduleProperties properties;
    private final InstantSource clock;

    Looks(DueTimes dueTimes, Firings firings, ScheduleStore store, Alarms alarms, ScheduleProperties properties,
            InstantSource clock) {
        this.dueTimes = dueTimes;
        this.firings = firings;
        this.store = store;
        this.alarms = alarms;
        this.properties = properties;
        this.clock = clock;
    }

    /** May be repeated, and done by several nodes at once. */
    void look(ProjectId project, String recipe) {
        dueTimes.decide(project, recipe);
        boolean pending = firings.perform(project, recipe);
        setAlarm(project, recipe, pending);
    }

    /** Sets the alarm to when there is something to look at. */
    void setAlarm(ProjectId project, String recipe, boolean pending) {
        Instant again = clock.instant().plus(properties.again());
        Optional<Instant> due = store.find(project, recipe).map(ScheduleRow::nextDue);
        alarms.set(project, recipe, pending && due.map(again::isBefore).orElse(true) ? again : due.orElse(null));
    }

    /** Looks at every schedule whose alarm must have been lost. */
    void sweep() {
        Instant now = clock.instant();
        store.forgotten(now.minus(properties.sweep()), now.minus(properties.again().multipliedBy(2))).forEach(
                name -> look(name.project(), name.recipe()));
    }
}

package io.attune.orchestrator.schedule;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.kernel.ProjectId;
import io.attune.orchestrator.notify.Notice;
import io.attune.orchestrator.notify.Notices;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.orchestrator.recipe.timing.Schedule;
import io.attune.orchestrator.schedule.Firing.Cause;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Gives every due time that has passed its one firing. */
@Component
class DueTimes {
    /** How many one transaction decides. */
    private static final int BATCH = 500;

    private final ScheduleStore store;
    private final FiringStore firings;
    private final Recipes recipes;
    private final TransactionOperations transactions;
    private final Notices notices;
    private final ScheduleProperties properties;
    private final InstantSource clock;

    DueTimes(ScheduleStore store, FiringStore firings, Recipes recipes, TransactionOperations transactions,
            Notices notices, ScheduleProperties properties, InstantSource clock) {
        this.store = store;
        this.firings = firings;
        this.recipes = recipes;
        this.transactions = transactions;
        this.notices = notices;
        this.properties = properties;
        this.clock = clock;
    }

    /** Decides all that is due by now; nothing where there is no schedule. */
    void decide(ProjectId project, String recipe) {
        boolean more = true;
        while (more) {
            Optional<ScheduleRow> seen = store.find(project, recipe);
            if (seen.isEmpty()) {
                return;
            }
            Schedule schedule = schedule(seen.get()); // may read files, so before the transaction
            more = transactions.execute(status -> {
                store.lock(project, recipe);
                Optional<ScheduleRow> row = store.find(project, recipe);
                if (row.isEmpty() || row.get().recipeVersion() != seen.get().recipeVersion()) {
                    return row.isPresent();
                }
                return batch(row.get(), schedule, clock.instant());
            });
        }
    }

    /**
     * Puts a recipe's version in force, within the caller's transaction. What was due before is decided by the version
     * before; a changed line or zone begins now.
     */
    void put(StoredRecipe stored) {
        ProjectId project = stored.project();
        String recipe = stored.name();
        store.lock(project, recipe);
        Optional<ScheduleRow> row = store.find(project, recipe);
        Optional<Schedule> before = row.map(this::schedule);
        row.ifPresent(present -> decideAll(present, schedule(present)));
        Optional<Schedule> wanted = stored.recipe().schedule();
        if (wanted.isEmpty()) {
            row.ifPresent(present -> remove(project, recipe));
            return;
        }
        boolean sameTimes = before.filter(old -> old.cron().equals(wanted.get().cron()) && old.zone().equals(
                wanted.get().zone())).isPresent();
        ScheduleRow present = store.find(project, recipe).orElse(null);
        Instant from = sameTimes && present != null
                ? present.decidedThrough()
                : clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (present == null || present.recipeVersion() != stored.version()) {
            store.put(new ScheduleRow(project, recipe, stored.version(), from, wanted.get().next(from).orElse(null),
                    present == null ? null : present.pausedBy(), present == null ? 1 : present.version() + 1));
        }
    }

    /** Decides what is due so far as it stands, then pauses or resumes; within the caller's transaction. */
    ScheduleRow pause(ProjectId project, String recipe, @Nullable String by) {
        store.lock(project, recipe);
        ScheduleRow seen = store.find(project, recipe).orElseThrow();
        decideAll(seen, schedule(seen));
        ScheduleRow row = store.find(project, recipe).orElseThrow();
        if (row.paused() == (by != null)) {
            return row;
        }
        ScheduleRow changed = new ScheduleRow(project, recipe, row.recipeVersion(), row.decidedThrough(),
                row.nextDue(), by, row.version() + 1);
        store.put(changed);
        return changed;
    }

    private void decideAll(ScheduleRow row, Schedule schedule) {
        boolean more = batch(row, schedule, clock.instant());
        while (more) {
            more = batch(store.find(row.project(), row.recipe()).orElseThrow(), schedule, clock.instant());
        }
    }

    /** Returns whether more may be due. */
    private boolean batch(ScheduleRow row, Schedule schedule, Instant now) {
        Instant through = row.decidedThrough();
        Optional<Instant> next = schedule.next(through);
        int decided = 0;
        List<Instant> missed = new ArrayList<>();
        while (decided < BATCH && next.isPresent() && !next.get().isAfter(now)) {
            through = next.get();
            Firing firing = decided(row, schedule, through, now);
            firings.add(row.project(), firing, null);
            if (firing.decision().equals(Decision.MISSED)) {
                missed.add(through);
            }
            next = schedule.next(through);
            decided++;
        }
        if (decided > 0 || !next.equals(Optional.ofNullable(row.nextDue()))) {
            store.put(new ScheduleRow(row.project(), row.recipe(), row.recipeVersion(), through, next.orElse(null),
                    row.pausedBy(), row.version()));
        }
        if (!missed.isEmpty()) {
            tellMissed(row, missed);
        }
        return decided == BATCH;
    }

    private void tellMissed(ScheduleRow row, List<Instant> missed) {
        String first = missed.getFirst().toString();
        notices.tell(new Notice(row.project(), "schedule.missed", row.recipe() + " " + first, row.recipe(),
                missed.size() + " due times were missed, from " + first + " to " + missed.getLast(), Map.of("from",
                        first,
                        "to", missed.getLast().toString(), "missed", Integer.toString(missed.size()))));
    }

    private Firing decided(ScheduleRow row, Schedule schedule, Instant due, Instant now) {
        Firing firing = Firing.due(row.recipe(), due, Cause.CLOCK, Firing.CLOCK_ACTOR, now);
        return Decision.about(schedule, due, now, properties.lateAfter(), row.pausedBy()).map(
                decision -> firing.skipped(decision.word(), decision.reason(), now)).orElse(firing);
    }

    /** Takes a schedule away; what waits to be started never is. Within the caller's transaction. */
    void remove(ProjectId project, String recipe) {
        store.lock(project, recipe);
        List<Firing> pending = firings.pending(project, recipe);
        pending.stream().filter(firing -> firing.cause() == Cause.CLOCK || firing.cause() == Cause.EVENT).forEach(
                firing -> firings.put(project, firing.skipped(Decision.REMOVED, "the recipe's schedule was taken out",
                        clock.instant())));
        store.remove(project, recipe);
    }

    Schedule schedule(ScheduleRow row) {
        return recipes.version(row.project(), row.recipe(), row.recipeVersion()).recipe().schedule().orElseThrow();
    }
}

package io.attune.orchestrator.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.RecipeApplied;
import io.attune.orchestrator.recipe.RecipeRemoved;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.orchestrator.recipe.timing.Schedule;
import io.attune.platform.Audit;
import io.attune.platform.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** What people do with schedules: look at them, pause and resume them, run them now. */
@Service
class Schedules {
    private static final ErrorCode CHANGED = new ErrorCode("schedule-changed", ErrorKind.PRECONDITION);
    private static final int SHOWN_TIMES = 5;
    private static final int SUGGESTIONS_SHOWN = 10;
    private static final int TIMES_MAX = 1_000;

    private final Recipes recipes;
    private final DueTimes dueTimes;
    private final Firings firings;
    private final FiringStore store;
    private final ScheduleStore rows;
    private final Looks looks;
    private final Alarms alarms;
    private final SuggestionStore suggestions;
    private final Audit audit;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    Schedules(Recipes recipes, DueTimes dueTimes, Firings firings, FiringStore store, ScheduleStore rows, Looks looks,
            Alarms alarms, SuggestionStore suggestions, Audit audit, TransactionOperations transactions,
            InstantSource clock) {
        this.recipes = recipes;
        this.dueTimes = dueTimes;
        this.firings = firings;
        this.store = store;
        this.rows = rows;
        this.looks = looks;
        this.alarms = alarms;
        this.suggestions = suggestions;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Within the transaction that puts the recipe in force, so that neither is ever without the other. */
    @EventListener
    void onApplied(RecipeApplied event) {
        StoredRecipe stored = event.stored();
        dueTimes.put(stored);
        boolean pending = !store.pending(stored.project(), stored.name()).isEmpty();
        looks.setAlarm(stored.project(), stored.name(), pending);
    }

    /** Within the transaction that takes the recipe out of force. */
    @EventListener
    void onRemoved(RecipeRemoved event) {
        dueTimes.remove(event.project(), event.name());
        alarms.set(event.project(), event.name(), null);
    }

    /** The recipes that start by themselves. */
    List<ScheduleView> list(ProjectId project) {
        return recipes.list(project).stream().filter(stored -> stored.recipe().schedule().isPresent()).map(
                stored -> view(stored, stored.recipe().schedule().get())).toList();
    }

    ScheduleView show(ProjectId project, String recipe) {
        StoredRecipe stored = require(project, recipe);
        return view(stored, schedule(stored));
    }

    /** When it is due from now on, and what will keep it from starting then. */
    List<DueView> next(ProjectId project, String recipe, Duration span) {
        StoredRecipe stored = require(project, recipe);
        Instant now = clock.instant();
        Instant end = now.plus(span);
        boolean paused = rows.find(project, recipe).map(ScheduleRow::paused).orElse(false);
        return due(schedule(stored), now, end, TIMES_MAX).stream().map(at -> DueView.of(recipe, at, schedule(stored),
                paused)).toList();
    }

    /** What was due, newest first, before a time when it is given. */
    List<Firing> firings(ProjectId project, String recipe, @Nullable Instant before, int limit) {
        require(project, recipe);
        return store.last(project, recipe, before, limit);
    }

    /** What events proposed, newest first. */
    List<Suggestion> suggestions(ProjectId project, String recipe) {
        require(project, recipe);
        return suggestions.list(project, recipe, SUGGESTIONS_SHOWN);
    }

    /** Does now what the schedule would do when it is due, paused or not; also for a recipe without one. */
    Firing runNow(Caller caller, String recipe, String idempotencyKey) {
        require(caller.project(), recipe);
        if (store.findByKey(caller.project(), recipe, idempotencyKey).isEmpty()) {
            audit.record(caller.project(), caller.name(), "schedule.run-now", recipe, Digest.of(idempotencyKey));
        }
        Firing done = firings.fire(caller.project(), recipe, Firing.Cause.MANUAL, caller.name(), idempotencyKey);
        if (done.outcome().isPending()) {
            looks.setAlarm(caller.project(), recipe, true);
        }
        return done;
    }

    /**
     * Lets due times pass; each is kept as skipped.
     *
     * @param seen the version the caller saw, or null for any
     */
    ScheduleView pause(Caller caller, String recipe, @Nullable Long seen) {
        return change(caller, recipe, seen, caller.name(), "schedule.pause");
    }

    /** Lets it fire again from now on. */
    ScheduleView resume(Caller caller, String recipe, @Nullable Long seen) {
        return change(caller, recipe, seen, null, "schedule.resume");
    }

    private ScheduleView change(Caller caller, String recipe, @Nullable Long seen, @Nullable String pausedBy,
            String action) {
        ProjectId project = caller.project();
        show(project, recipe);
        dueTimes.decide(project, recipe);
        transactions.executeWithoutResult(status -> {
            rows.lock(project, recipe);
            long version = rows.find(project, recipe).map(ScheduleRow::version).orElse(0L);
            if (seen != null && seen != version) {
                throw new PlatformException(CHANGED,
                        "The schedule of '" + recipe + "' is at version " + version + " and not " + seen,
                        "Look at it again: attune schedule show " + recipe);
            }
            if (dueTimes.pause(project, recipe, pausedBy).version() != version) {
                audit.record(project, caller.name(), action, recipe, Digest.of(recipe + "@" + version));
            }
        });
        alarms.ring(project, recipe);
        return show(project, recipe);
    }

    /** At most so many, later than one time and not later than another. */
    static List<Instant> due(Schedule schedule, Instant after, Instant until, int atMost) {
        List<Instant> times = new ArrayList<>();
        Optional<Instant> next = schedule.next(after);
        while (next.isPresent() && !next.get().isAfter(until) && times.size() < atMost) {
            times.add(next.get());
            next = schedule.next(next.get());
        }
        return times;
    }

    StoredRecipe require(ProjectId project, String recipe) {
        return recipes.find(project, recipe).orElseThrow(() -> new PlatformException(ErrorCode.NOT_FOUND,
                "There is no recipe '" + recipe + "'", "List them with 'attune recipe list'."));
    }

    static Schedule schedule(StoredRecipe stored) {
        return stored.recipe().schedule().orElseThrow(() -> new PlatformException(ErrorCode.NOT_FOUND,
                "The recipe '" + stored.name() + "' has no schedule", "Give it one under schedule: and apply it."));
    }

    private ScheduleView view(StoredRecipe stored, Schedule schedule) {
        Optional<ScheduleRow> row = rows.find(stored.project(), stored.name());
        return ScheduleView.of(stored.name(), schedule, row.orElse(null),
                due(schedule, clock.instant(), Instant.MAX, SHOWN_TIMES),
                store.last(stored.project(), stored.name()).map(FiringView::of).orElse(null));
    }
}

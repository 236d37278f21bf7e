package io.attune.orchestrator.schedule;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.RecipeApplied;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.platform.Audit;
import io.attune.platform.Caller;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps each recipe's trigger as its schedule says, and shows what is due and what was. */
@Service
class Schedules {
    private static final int SHOWN_TIMES = 5;

    private final Recipes recipes;
    private final Triggers triggers;
    private final Firings firings;
    private final FiringStore store;
    private final Audit audit;
    private final InstantSource clock;

    Schedules(Recipes recipes, Triggers triggers, Firings firings, FiringStore store, Audit audit,
            InstantSource clock) {
        this.recipes = recipes;
        this.triggers = triggers;
        this.firings = firings;
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /** Within the transaction that puts the recipe in force, so that neither is ever without the other. */
    @EventListener
    void onApplied(RecipeApplied event) {
        StoredRecipe stored = event.stored();
        stored.recipe().schedule().ifPresentOrElse(
                schedule -> triggers.put(stored.project(), stored.name(), schedule),
                () -> triggers.remove(stored.project(), stored.name()));
    }

    /** The recipes that start by themselves. */
    List<ScheduleView> list(ProjectId project) {
        return recipes.list(project).stream().filter(stored -> stored.recipe().schedule().isPresent()).map(
                stored -> view(stored, stored.recipe().schedule().get())).toList();
    }

    ScheduleView show(ProjectId project, String recipe) {
        StoredRecipe stored = require(project, recipe);
        Recipe.Schedule schedule = stored.recipe().schedule().orElseThrow(() -> new PlatformException(
                ErrorCode.NOT_FOUND, "The recipe '" + recipe + "' has no schedule",
                "Give it one under schedule: and apply it."));
        return view(stored, schedule);
    }

    /** What was done, newest first. */
    List<Firing> firings(ProjectId project, String recipe, int limit) {
        require(project, recipe);
        return store.last(project, recipe, limit);
    }

    /** Does now what the schedule would do when it is due; also for a recipe without one. */
    Firing runNow(Caller caller, String recipe, String idempotencyKey) {
        require(caller.project(), recipe);
        return firings.fire(caller.project(), recipe, clock.instant(), idempotencyKey);
    }

    @Transactional
    ScheduleView pause(Caller caller, String recipe) {
        show(caller.project(), recipe);
        triggers.pause(caller.project(), recipe);
        audit.record(caller.project(), caller.name(), "schedule.pause", recipe, Digest.of(recipe));
        return show(caller.project(), recipe);
    }

    @Transactional
    ScheduleView resume(Caller caller, String recipe) {
        show(caller.project(), recipe);
        triggers.resume(caller.project(), recipe);
        audit.record(caller.project(), caller.name(), "schedule.resume", recipe, Digest.of(recipe));
        return show(caller.project(), recipe);
    }

    private StoredRecipe require(ProjectId project, String recipe) {
        Optional<StoredRecipe> stored = recipes.find(project, recipe);
        return stored.orElseThrow(() -> new PlatformException(ErrorCode.NOT_FOUND,
                "There is no recipe '" + recipe + "'", "List them with 'attune recipe list'."));
    }

    private ScheduleView view(StoredRecipe stored, Recipe.Schedule schedule) {
        boolean paused = triggers.isPaused(stored.project(), stored.name());
        return new ScheduleView(stored.name(), schedule.cron().text(), schedule.cron().inWords(),
                schedule.zone().getId(), ScheduleView.word(schedule.misfire()), paused,
                triggers.next(stored.project(), stored.name(), SHOWN_TIMES, clock.instant()),
                store.last(stored.project(), stored.name()).map(FiringView::of).orElse(null));
    }
}

package io.attune.orchestrator.schedule;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

import io.attune.kernel.Digest;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.notify.Notice;
import io.attune.orchestrator.notify.Notices;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.orchestrator.recipe.timing.When;
import io.attune.platform.Audit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Asks for the events that schedules name, and suggests or acts: once for each occasion. */
@Component
class Events {
    private static final Logger log = LoggerFactory.getLogger(Events.class);

    private final ScheduleStore schedules;
    private final Recipes recipes;
    private final ObjectProvider<EventTrigger> triggers;
    private final Firings firings;
    private final SuggestionStore suggestions;
    private final Looks looks;
    private final Notices notices;
    private final Audit audit;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    Events(ScheduleStore schedules, Recipes recipes, ObjectProvider<EventTrigger> triggers, Firings firings,
            SuggestionStore suggestions, Looks looks, Notices notices, Audit audit, TransactionOperations transactions,
            InstantSource clock) {
        this.schedules = schedules;
        this.recipes = recipes;
        this.triggers = triggers;
        this.firings = firings;
        this.suggestions = suggestions;
        this.looks = looks;
        this.notices = notices;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Looks at every schedule; trouble with one keeps nobody from the next. */
    void look() {
        for (ScheduleRow row : schedules.all()) {
            recipes.find(row.project(), row.recipe()).ifPresent(
                    recipe -> recipe.recipe().schedule().ifPresent(schedule -> schedule.events().forEach(
                            when -> look(row, recipe, when))));
        }
    }

    private void look(ScheduleRow row, StoredRecipe recipe, When when) {
        try {
            triggers.stream().filter(trigger -> trigger.event().equals(when.event())).map(
                    trigger -> trigger.look(recipe, when.settings())).flatMap(Optional::stream).forEach(
                            occasion -> happened(row, recipe.name(), when, occasion));
        } catch (PlatformException e) {
            log.warn("The event {} of '{}' could not be looked for: {}", when.event(), recipe.name(), e.message());
        }
    }

    private void happened(ScheduleRow row, String recipe, When when, EventTrigger.Occasion occasion) {
        ProjectId project = row.project();
        switch (when.mode()) {
            case SUGGEST -> transactions.executeWithoutResult(status -> {
                if (suggestions.add(project, recipe, when.event(), occasion, clock.instant())) {
                    audit.record(project, "schedule", "schedule.suggest", recipe, Digest.of(occasion.key()));
                    notices.tell(new Notice(project, "schedule.suggested", recipe + " " + when.event() + " "
                            + occasion.key(), recipe, occasion.words(), Map.of("event", when.event())));
                    log.info("'{}' could be run: {}", recipe, occasion.words());
                }
            });
            case ACT -> {
                if (!row.paused()) {
                    act(project, recipe, when, occasion);
                }
            }
        }
    }

    private void act(ProjectId project, String recipe, When when, EventTrigger.Occasion occasion) {
        Firing begun = transactions.execute(status -> firings.begin(project, recipe, Firing.Cause.EVENT, when.event(),
                when.event() + "/" + occasion.key(), occasion.words()));
        if (begun.outcome().isPending() && firings.perform(project, begun).outcome().isPending()) {
            looks.setAlarm(project, recipe, true);
        }
    }
}

package io.attune.orchestrator.schedule;

import io.attune.orchestrator.recipe.Recipes;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Gives a row to each schedule that was applied before schedules had rows; they begin now. */
@Component
class Adoption {
    private final ScheduleStore store;
    private final Recipes recipes;
    private final DueTimes dueTimes;
    private final Looks looks;
    private final TransactionOperations transactions;

    Adoption(ScheduleStore store, Recipes recipes, DueTimes dueTimes, Looks looks, TransactionOperations transactions) {
        this.store = store;
        this.recipes = recipes;
        this.dueTimes = dueTimes;
        this.looks = looks;
        this.transactions = transactions;
    }

    @EventListener(ApplicationReadyEvent.class)
    void adopt() {
        for (ScheduleStore.RecipeName name : store.withoutRow()) {
            recipes.find(name.project(), name.recipe()).filter(
                    stored -> stored.recipe().schedule().isPresent()).ifPresent(
                            stored -> transactions.executeWithoutResult(status -> {
                                dueTimes.put(stored);
                                looks.setAlarm(stored.project(), stored.name(), false);
                            }));
        }
    }
}

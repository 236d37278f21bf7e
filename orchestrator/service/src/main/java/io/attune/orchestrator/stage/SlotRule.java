package io.attune.orchestrator.stage;

import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.Slot;

/** Which slot a run needs before its job may be asked for. */
@FunctionalInterface
interface SlotRule {

    /** Nothing is limited. */
    SlotRule UNLIMITED = (run, recipe) -> Slot.unlimited(recipe.target().connection());

    Slot of(Run run, Recipe recipe);
}

package io.attune.orchestrator.stage;

import java.util.Set;

import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.run.Stage;
import org.springframework.stereotype.Component;

/** Charges every inference of the evaluation, complete or not, and frees what is left of the reservation. */
@Component
class CloseStage implements Stage {
    private final PinnedRecipe recipes;
    private final Purse purse;

    CloseStage(PinnedRecipe recipes, Purse purse) {
        this.recipes = recipes;
        this.purse = purse;
    }

    @Override
    public Set<RunState> states() {
        return Set.of(RunState.CLOSING);
    }

    @Override
    public RunEvent perform(Run run, Work work) {
        purse.chargeEvaluation(run, recipes.of(run));
        purse.release(run);
        return new RunEvent.Closed();
    }
}

package io.attune.orchestrator.stage;

import java.util.Set;

import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.run.Stage;
import org.springframework.stereotype.Component;

/** Charges what the training cost, by the tokens the provider says it trained. */
@Component
class SettleStage implements Stage {
    private final PinnedRecipe recipes;
    private final Purse purse;

    SettleStage(PinnedRecipe recipes, Purse purse) {
        this.recipes = recipes;
        this.purse = purse;
    }

    @Override
    public Set<RunState> states() {
        return Set.of(RunState.SETTLING);
    }

    @Override
    public RunEvent perform(Run run, Work work) {
        Long trained = run.facts().get(Fact.Job.class).trainedTokens();
        purse.chargeTraining(run, recipes.of(run), trained == null ? 0 : trained);
        return new RunEvent.Settled();
    }
}

package io.attune.orchestrator.stage;

import java.util.Optional;
import java.util.Set;

import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.run.Stage;
import io.attune.provider.Connections;
import io.attune.provider.UsageMetering;
import org.springframework.stereotype.Component;

/** Charges what the training cost: by the use its provider metered where that has a price, else by the trained tokens. */
@Component
class SettleStage implements Stage {
    private final PinnedRecipe recipes;
    private final Purse purse;
    private final Connections connections;

    SettleStage(PinnedRecipe recipes, Purse purse, Connections connections) {
        this.recipes = recipes;
        this.purse = purse;
        this.connections = connections;
    }

    @Override
    public Set<RunState> states() {
        return Set.of(RunState.SETTLING);
    }

    @Override
    public RunEvent perform(Run run, Work work) {
        Fact.Job job = run.facts().get(Fact.Job.class);
        Recipe recipe = recipes.of(run);
        if (used(run, job).map(use -> purse.chargeMetered(run, recipe, use)).orElse(false)) {
            return new RunEvent.Settled();
        }
        Long trained = run.facts().get(Fact.Job.class).trainedTokens();
        purse.chargeTraining(run, recipes.of(run), trained == null ? 0 : trained);
        return new RunEvent.Settled();
    }

    /** What was used in all; where the provider does not know the job any more, what was read last. */
    private Optional<UsageMetering.Usage> used(Run run, Fact.Job job) {
        return connections.provider(job.connection()).ability(UsageMetering.class).flatMap(meter -> meter.usage(
                job.id()).or(() -> run.facts().find(Fact.Meter.class).map(last -> new UsageMetering.Usage(
                        last.quantity(), last.unit(), null, last.at()))));
    }
}

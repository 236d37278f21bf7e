package io.attune.orchestrator.stage;

import java.time.Duration;
import java.util.Set;

import io.attune.orchestrator.evaluation.Evaluations;
import io.attune.orchestrator.evaluation.Gatekeeper;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.run.Stage;
import org.springframework.stereotype.Component;

/** Measures every arm on every suite and judges the gates. */
@Component
class EvaluateStage implements Stage {
    private final PinnedRecipe recipes;
    private final Evaluations evaluations;
    private final Outbound outbound;

    EvaluateStage(PinnedRecipe recipes, Evaluations evaluations, Outbound outbound) {
        this.recipes = recipes;
        this.evaluations = evaluations;
        this.outbound = outbound;
    }

    @Override
    public Set<RunState> states() {
        return Set.of(RunState.EVALUATING);
    }

    @Override
    public RunEvent perform(Run run, Work work) {
        Recipe recipe = recipes.of(run);
        outbound.require(run, recipe);
        return evaluations.advance(run, recipe, PinnedRecipe.dataset(run), recipe.evaluation().arms(),
                recipe.evaluation().suites(),
                run.facts().get(Fact.Job.class).tunedModel(), work).<RunEvent>map(report -> new RunEvent.Evaluated(
                        Gatekeeper.judge(recipe.gates(), report))).orElseGet(() -> new RunEvent.StillWorking(
                                Duration.ZERO));
    }
}

package io.attune.orchestrator.stage;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import io.attune.orchestrator.evaluation.Evaluations;
import io.attune.orchestrator.evaluation.Gatekeeper;
import io.attune.orchestrator.evaluation.Report;
import io.attune.orchestrator.quote.Quoter;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.run.Stage;
import io.attune.provider.ProviderModelId;
import org.springframework.stereotype.Component;

/** Measures every arm on every suite and judges the gates. */
@Component
class EvaluateStage implements Stage {
    private final PinnedRecipe recipes;
    private final Evaluations evaluations;
    private final Outbound outbound;
    private final Quoter quoter;
    private final Purse purse;
    private final EvaluationEndpoint endpoint;

    EvaluateStage(PinnedRecipe recipes, Evaluations evaluations, Outbound outbound, Quoter quoter, Purse purse,
            EvaluationEndpoint endpoint) {
        this.recipes = recipes;
        this.evaluations = evaluations;
        this.outbound = outbound;
        this.quoter = quoter;
        this.purse = purse;
        this.endpoint = endpoint;
    }

    @Override
    public Set<RunState> states() {
        return Set.of(RunState.EVALUATING);
    }

    @Override
    public RunEvent perform(Run run, Work work) {
        Recipe recipe = recipes.of(run);
        outbound.require(run, recipe);
        Optional<RunEvent> refused = holdAnew(run, recipe);
        if (refused.isPresent()) {
            return refused.get();
        }
        ProviderModelId tuned = run.facts().get(Fact.Job.class).tunedModel();
        ProviderModelId askedAs = tuned;
        if (tuned != null && evaluations.asksTuned(run, recipe, PinnedRecipe.dataset(run))) {
            switch (endpoint.stand(run, recipe, tuned)) {
                case EvaluationEndpoint.Standing.Ready(ProviderModelId model) -> askedAs = model;
                case EvaluationEndpoint.Standing.NotReady(RunEvent event) -> {
                    return event;
                }
            }
        }
        return switch (evaluations.advance(run, recipe, PinnedRecipe.dataset(run), recipe.evaluation().arms(),
                recipe.evaluation().suites(), tuned, askedAs, work)) {
            case Evaluations.Progress.Working(Duration lookAgainIn) -> new RunEvent.StillWorking(lookAgainIn);
            case Evaluations.Progress.Done(Report report) -> {
                endpoint.close(run);
                yield new RunEvent.Evaluated(Gatekeeper.judge(recipe, report, evaluations.hasChampion(run)).under(
                        recipes.policy(run)));
            }
        };
    }

    /** A run that took over another one's training holds nothing yet. */
    private Optional<RunEvent> holdAnew(Run run, Recipe recipe) {
        return run.facts().find(Fact.Intent.class).isPresent()
                ? Optional.empty()
                : purse.hold(run, recipe, "evaluation", quoter.evaluation(recipe, recipe.evaluation().arms(),
                        evaluations.questions(recipe.evaluation().suites(), PinnedRecipe.dataset(run))));
    }
}

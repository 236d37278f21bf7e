package io.attune.orchestrator.stage;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.attune.kernel.Money;
import io.attune.orchestrator.evaluation.Evaluations;
import io.attune.orchestrator.evaluation.Gatekeeper;
import io.attune.orchestrator.evaluation.Report;
import io.attune.orchestrator.quote.Quoter;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.run.Stage;
import org.springframework.stereotype.Component;

/** Retrieval first: measures the base model with its knowledge before training money is spent. */
@Component
class CheckStage implements Stage {
    private static final List<Recipe.Arm> ARMS = List.of(Recipe.Arm.BASE_RETRIEVAL);

    private final PinnedRecipe recipes;
    private final Evaluations evaluations;
    private final Quoter quoter;
    private final Purse purse;
    private final Outbound outbound;
    private final Repetition repetition;

    CheckStage(PinnedRecipe recipes, Evaluations evaluations, Quoter quoter, Purse purse, Outbound outbound,
            Repetition repetition) {
        this.recipes = recipes;
        this.evaluations = evaluations;
        this.quoter = quoter;
        this.purse = purse;
        this.outbound = outbound;
        this.repetition = repetition;
    }

    @Override
    public Set<RunState> states() {
        return Set.of(RunState.CHECKING);
    }

    @Override
    public RunEvent perform(Run run, Work work) {
        Recipe recipe = recipes.of(run);
        outbound.require(run, recipe);
        Optional<RunEvent> repeated = repetition.of(run, recipe);
        if (repeated.isPresent()) {
            return repeated.get();
        }
        List<Recipe.Suite> suites = recipe.retrievalFirst().enough().stream().map(Recipe.Bound::suite).distinct().map(
                recipe.evaluation()::suite).toList();
        if (suites.isEmpty()) {
            return new RunEvent.Checked(Gatekeeper.check(recipe.retrievalFirst(), evaluations.report(run.id()),
                    recipe.evaluation().minimum()), recipe.retrievalFirst().then());
        }
        Money atMost = quoter.evaluation(recipe, ARMS, evaluations.questions(suites, PinnedRecipe.dataset(run)));
        var refused = purse.hold(run, recipe, "check", atMost);
        if (refused.isPresent()) {
            return refused.get();
        }
        return switch (evaluations.advance(run, recipe, PinnedRecipe.dataset(run), ARMS, suites, null, null, work)) {
            case Evaluations.Progress.Working(Duration lookAgainIn) -> new RunEvent.StillWorking(lookAgainIn);
            case Evaluations.Progress.Done(Report report) -> new RunEvent.Checked(Gatekeeper.check(
                    recipe.retrievalFirst(), report, recipe.evaluation().minimum()), recipe.retrievalFirst().then());
        };
    }
}

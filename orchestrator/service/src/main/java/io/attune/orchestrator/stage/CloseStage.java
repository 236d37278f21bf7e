package io.attune.orchestrator.stage;

import java.time.Duration;
import java.util.Set;

import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.orchestrator.run.RunGroups;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.run.Stage;
import org.springframework.stereotype.Component;

/** Charges every inference of the evaluation, complete or not, frees what is left of the reservation, and lets the next target try. */
@Component
class CloseStage implements Stage {
    /** The janitor takes endpoints down, and charges what they stood before what is held is freed. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);

    private final PinnedRecipe recipes;
    private final Purse purse;
    private final RunGroups groups;
    private final EvaluationEndpoint endpoint;

    CloseStage(PinnedRecipe recipes, Purse purse, RunGroups groups, EvaluationEndpoint endpoint) {
        this.recipes = recipes;
        this.purse = purse;
        this.groups = groups;
        this.endpoint = endpoint;
    }

    @Override
    public Set<RunState> states() {
        return Set.of(RunState.CLOSING);
    }

    @Override
    public RunEvent perform(Run run, Work work) {
        if (!endpoint.close(run)) {
            return new RunEvent.StillWorking(LOOK_AGAIN);
        }
        purse.chargeEvaluation(run, recipes.of(run));
        purse.release(run);
        groups.addNext(run);
        return new RunEvent.Closed();
    }
}

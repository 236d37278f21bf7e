package io.attune.orchestrator.stage;

import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.Runs;
import org.springframework.stereotype.Service;

/** Lets versions pass gates that do not hold, with a reason and a name. */
@Service
public class Waivers {
    private final Runs runs;
    private final PinnedRecipe recipes;

    Waivers(Runs runs, PinnedRecipe recipes) {
        this.runs = runs;
        this.recipes = recipes;
    }

    /**
     * Waives one gate. Where the run's recipe wants its promotions approved, it takes another person than the one who started the
     * run.
     *
     * @param number of the gate as the run shows them, from 1
     */
    public Run waive(ProjectId project, RunId id, int number, String reason, String by) {
        return runs.waive(project, id, number, reason, by, recipes.of(runs.get(project, id)).promotion().approvals());
    }
}

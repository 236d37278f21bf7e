package io.attune.orchestrator.run;

import java.time.Instant;

import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;

/**
 * One attempt to fine-tune at one provider.
 *
 * @param recipe the recipe's name
 * @param recipeVersion which version of it; pinned for the whole run
 * @param cancelRequested whether somebody asked to stop
 */
public record Run(RunId id, ProjectId project, String recipe, int recipeVersion, String startedBy, RunState state,
        Facts facts, boolean cancelRequested, Instant createdAt, Instant updatedAt) {

    Run in(RunState next) {
        return new Run(id, project, recipe, recipeVersion, startedBy, next, facts, cancelRequested, createdAt,
                updatedAt);
    }

    Run with(Fact fact) {
        return with(facts.with(fact));
    }

    Run with(Facts changed) {
        return new Run(id, project, recipe, recipeVersion, startedBy, state, changed, cancelRequested, createdAt,
                updatedAt);
    }
}

package io.attune.orchestrator.suite;

import java.time.Instant;

import io.attune.dataset.DatasetVersionRef;
import io.attune.orchestrator.recipe.Recipe;

/**
 * A dataset version that was frozen.
 *
 * @param reason why, or empty
 */
public record FrozenSuite(DatasetVersionRef dataset, SuiteProfile profile, String frozenBy, Instant frozenAt,
        String reason) {

    /** As recipes name it. */
    public Recipe.Questions.Frozen name() {
        return new Recipe.Questions.Frozen(dataset.name(), dataset.number());
    }
}

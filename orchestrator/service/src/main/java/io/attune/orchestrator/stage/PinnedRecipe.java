package io.attune.orchestrator.stage;

import io.attune.dataset.DatasetVersionRef;
import io.attune.kernel.Digest;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import org.springframework.stereotype.Component;

/** The recipe version a run is pinned to. */
@Component
class PinnedRecipe {
    private final Recipes recipes;

    PinnedRecipe(Recipes recipes) {
        this.recipes = recipes;
    }

    StoredRecipe stored(Run run) {
        return recipes.version(run.project(), run.recipe(), run.recipeVersion());
    }

    Recipe of(Run run) {
        return stored(run).recipe();
    }

    /** The dataset version a run trains on. */
    static DatasetVersionRef dataset(Run run) {
        Fact.Dataset dataset = run.facts().get(Fact.Dataset.class);
        return new DatasetVersionRef(run.project(), dataset.name(), dataset.number(), Digest.parse(dataset.digest()));
    }
}

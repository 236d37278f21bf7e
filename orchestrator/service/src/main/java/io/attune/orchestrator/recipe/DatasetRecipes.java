package io.attune.orchestrator.recipe;

import java.util.List;
import java.util.Map;

import io.attune.dataset.RecipePlans;
import io.attune.kernel.ProjectId;
import org.springframework.stereotype.Component;

/** Tells the dataset builder what a recipe says about its dataset, as a run of the recipe would curate it. */
@Component
class DatasetRecipes implements RecipePlans {
    private final Recipes recipes;

    DatasetRecipes(Recipes recipes) {
        this.recipes = recipes;
    }

    @Override
    public Planned read(ProjectId project, String yaml, Map<String, byte[]> files) {
        Recipe recipe = recipes.read(project, yaml, files);
        return new Planned(recipe.name(), recipe.curation(), List.of(), recipe.evaluation().frozenNames());
    }
}

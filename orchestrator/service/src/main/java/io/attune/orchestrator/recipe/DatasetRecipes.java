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
    private final GateFloors floors;

    DatasetRecipes(Recipes recipes, GateFloors floors) {
        this.recipes = recipes;
        this.floors = floors;
    }

    @Override
    public Planned read(ProjectId project, String yaml, Map<String, byte[]> files) {
        Recipe recipe = floors.of(project).over(recipes.read(project, yaml, files));
        return new Planned(recipe.name(), recipe.curation(), List.of(), recipe.evaluation().frozenNames());
    }
}

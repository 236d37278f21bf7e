package io.attune.orchestrator.stage;

import java.util.function.BiFunction;

import io.attune.dataset.DatasetVersionRef;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.provider.Connections;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The recipe version a run is pinned to, at the run's own target alone. That names the account, which is told apart from another project's of the same
 * name without asking for the project.
 */
@Component
class PinnedRecipe {
    private final Recipes recipes;
    private final BiFunction<ProjectId, String, String> account;

    @Autowired
    PinnedRecipe(Recipes recipes, Connections connections) {
        this(recipes, connections::account);
    }

    /** Where every connection is configured. */
    PinnedRecipe(Recipes recipes) {
        this(recipes, (project, connection) -> connection);
    }

    private PinnedRecipe(Recipes recipes, BiFunction<ProjectId, String, String> account) {
        this.recipes = recipes;
        this.account = account;
    }

    StoredRecipe stored(Run run) {
        return recipes.version(run.project(), run.recipe(), run.recipeVersion());
    }

    Recipe of(Run run) {
        Recipe recipe = stored(run).recipe();
        Recipe.Target target = run.facts().find(Fact.Aim.class).flatMap(aim -> recipe.targets().find(
                aim.target())).orElseGet(recipe::target);
        return recipe.at(target.by(account.apply(run.project(), target.connection()))).judgedBy(
                connection -> account.apply(run.project(), connection));
    }

    /** The dataset version a run trains on. */
    static DatasetVersionRef dataset(Run run) {
        Fact.Dataset dataset = run.facts().get(Fact.Dataset.class);
        return new DatasetVersionRef(run.project(), dataset.name(), dataset.number(), Digest.parse(dataset.digest()));
    }
}

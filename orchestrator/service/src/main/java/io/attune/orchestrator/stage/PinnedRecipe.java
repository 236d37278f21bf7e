package io.attune.orchestrator.stage;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

import io.attune.dataset.DatasetVersionRef;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.PromotionFloors;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.orchestrator.recipe.policy.GatePolicies;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.provider.Connections;
import io.attune.registry.PromotionPolicy;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The recipe version a run is pinned to, with what the project's policy asks for, at the run's own target alone. That names the account, which is told apart from another project's of the same
 * name without asking for the project.
 */
@Component
class PinnedRecipe {
    private final Recipes recipes;
    private final BiFunction<ProjectId, String, String> account;
    private final Function<Run, Optional<GatePolicies.Stored>> policies;
    private final Function<ProjectId, PromotionPolicy> promotions;

    @Autowired
    PinnedRecipe(Recipes recipes, Connections connections, GatePolicies policies,
            PromotionFloors promotions) {
        this(recipes, connections::account, run -> Optional.of(policies.pinned(run.project(), start(run))).filter(
                stored -> stored.version() > 0), promotions::of);
    }

    /** Where every connection is configured and no project has a policy. */
    PinnedRecipe(Recipes recipes) {
        this(recipes, (project, connection) -> connection, run -> Optional.empty(),
                project -> PromotionPolicy.NONE);
    }

    private PinnedRecipe(Recipes recipes, BiFunction<ProjectId, String, String> account,
            Function<Run, Optional<GatePolicies.Stored>> policies, Function<ProjectId, PromotionPolicy> promotions) {
        this.recipes = recipes;
        this.account = account;
        this.policies = policies;
        this.promotions = promotions;
    }

    /** The runs of one start are compared with each other, so they are judged alike. */
    private static String start(Run run) {
        return run.facts().find(Fact.Aim.class).map(aim -> aim.group().value()).orElseGet(run.id()::value);
    }

    /** The version of the project's policy that the run is judged under, or null where it has none. */
    Fact.@Nullable Policy policy(Run run) {
        return policies.apply(run).map(stored -> new Fact.Policy(stored.version(), stored.digest().toString())).orElse(
                null);
    }

    StoredRecipe stored(Run run) {
        return recipes.version(run.project(), run.recipe(), run.recipeVersion());
    }

    Recipe of(Run run) {
        Recipe own = stored(run).recipe();
        Recipe recipe = policies.apply(run).map(pinned -> pinned.policy().over(own)).orElse(own).promotedUnder(
                promotions.apply(run.project()));
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

package io.attune.orchestrator.stage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.dataset.SentFiles;
import io.attune.kernel.Digest;
import io.attune.kernel.Money;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.egress.DataPolicy;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.pipeline.plan.CurationPlan;

/** A recipe whose details do not matter. */
final class TestRecipes implements Recipes {

    private final String baseModel;
    private final Recipe.Budget budget;

    TestRecipes(String baseModel) {
        this(baseModel, new Recipe.Budget(Money.of("1", "USD"), Money.of("2", "USD"), null));
    }

    TestRecipes(String baseModel, Recipe.Budget budget) {
        this.baseModel = baseModel;
        this.budget = budget;
    }

    PinnedRecipe pinned() {
        return new PinnedRecipe(this);
    }

    @Override
    public StoredRecipe version(ProjectId project, String name, int version) {
        Digest digest = Digest.of(name);
        return new StoredRecipe(project, name, version, digest, digest, recipe(name), Map.of(), "", "ann",
                Instant.EPOCH);
    }

    @Override
    public Optional<StoredRecipe> find(ProjectId project, String name) {
        return Optional.of(version(project, name, 1));
    }

    @Override
    public List<StoredRecipe> list(ProjectId project) {
        return List.of(version(project, "r", 1));
    }

    @Override
    public Checked check(ProjectId project, String yaml, Map<String, byte[]> files) {
        return new Checked(recipe("r"), List.of());
    }

    @Override
    public Recipe read(ProjectId project, String yaml, Map<String, byte[]> files) {
        return recipe("r");
    }

    @Override
    public Applied apply(ProjectId project, String actor, String yaml, SentFiles files) {
        return new Applied(version(project, "r", 1), false, List.of());
    }

    private Recipe recipe(String name) {
        CurationPlan plan = CurationPlan.parse(Map.of("sources", List.of(Map.of("name", "s", "type", "jsonl", "path",
                "s.jsonl", "license", "Apache-2.0", "personalData", "none"))), new Problems());
        return new Recipe(name, "", "", Map.of(), DataPolicy.DEFAULT, plan, new Recipe.Evaluation(List.of(), List.of()),
                new Recipe.RetrievalFirst(List.of(), Recipe.RetrievalFirst.Then.STOP), List.of(),
                new Recipe.Target("t", "trainer", baseModel, 1, null, null, 7),
                budget, new Recipe.Promotion("champion",
                        0),
                new Recipe.Knowledge.None("not needed"), new Recipe.Answers("", "I do not know."), Optional.empty());
    }
}

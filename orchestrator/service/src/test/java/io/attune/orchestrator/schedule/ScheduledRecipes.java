package io.attune.orchestrator.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.attune.dataset.SentFiles;
import io.attune.kernel.Digest;
import io.attune.kernel.Money;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.egress.DataPolicy;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.orchestrator.recipe.timing.Schedule;
import io.attune.pipeline.plan.CurationPlan;

/** Recipes of which nothing but the schedule matters. */
final class ScheduledRecipes implements Recipes {
    private final Map<String, List<Schedule>> versions = new ConcurrentHashMap<>();

    /** Puts a schedule in force as the next version. */
    StoredRecipe put(String name, Schedule schedule) {
        List<Schedule> before = versions.getOrDefault(name, List.of());
        versions.put(name, java.util.stream.Stream.concat(before.stream(), java.util.stream.Stream.of(
                schedule)).toList());
        return version(ProjectId.DEFAULT, name, before.size() + 1);
    }

    @Override
    public Optional<StoredRecipe> find(ProjectId project, String name) {
        return Optional.ofNullable(versions.get(name)).map(all -> version(project, name, all.size()));
    }

    @Override
    public StoredRecipe version(ProjectId project, String name, int version) {
        Digest digest = Digest.of(name + version);
        return new StoredRecipe(project, name, version, digest, digest, recipe(name, versions.get(name).get(
                version - 1)), Map.of(), "", "ann", Instant.EPOCH);
    }

    @Override
    public List<StoredRecipe> list(ProjectId project) {
        return versions.keySet().stream().sorted().map(name -> find(project, name).orElseThrow()).toList();
    }

    @Override
    public Checked check(ProjectId project, String yaml, Map<String, byte[]> files) {
        throw new UnsupportedOperationException("These recipes were never written");
    }

    @Override
    public Recipe read(ProjectId project, String yaml, Map<String, byte[]> files) {
        throw new UnsupportedOperationException("These recipes were never written");
    }

    @Override
    public Applied apply(ProjectId project, String actor, String yaml, SentFiles files) {
        throw new UnsupportedOperationException("These recipes were never written");
    }

    private static Recipe recipe(String name, Schedule schedule) {
        CurationPlan plan = CurationPlan.parse(Map.of("sources", List.of(Map.of("name", "s", "type", "jsonl", "path",
                "s.jsonl", "license", "Apache-2.0", "personalData", "none"))), new Problems());
        return new Recipe(name, "", "", Map.of(), DataPolicy.DEFAULT, plan, new Recipe.Evaluation(List.of(), List.of()),
                new Recipe.RetrievalFirst(List.of(), Recipe.RetrievalFirst.Then.STOP), List.of(),
                new Recipe.Target("t", "sandbox", "base", null, null, null, null),
                new Recipe.Budget(Money.of("1", "USD"), Money.of("1", "USD"), null), new Recipe.Promotion("champion",
                        0),
                new Recipe.Knowledge.None("none"), new Recipe.Answers("", ""), Optional.of(schedule));
    }
}

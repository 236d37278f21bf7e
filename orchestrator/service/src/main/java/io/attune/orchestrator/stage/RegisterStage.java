package io.attune.orchestrator.stage;

import java.util.List;
import java.util.Set;

import io.attune.orchestrator.evaluation.Evaluations;
import io.attune.orchestrator.evaluation.Report;
import io.attune.orchestrator.quote.Prices;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.run.Stage;
import io.attune.provider.ProviderModelId;
import io.attune.registry.Metric;
import io.attune.registry.ModelVersion;
import io.attune.registry.Models;
import io.attune.registry.NewModelVersion;
import io.attune.registry.Origin;
import io.attune.registry.ProviderModel;
import io.attune.registry.VersionRef;
import org.springframework.stereotype.Component;

/** Records the model version with its lineage and measures: the tuned one, or the base model when retrieval suffices. */
@Component
class RegisterStage implements Stage {
    private final PinnedRecipe recipes;
    private final Evaluations evaluations;
    private final Models models;
    private final Prices prices;

    RegisterStage(PinnedRecipe recipes, Evaluations evaluations, Models models, Prices prices) {
        this.recipes = recipes;
        this.evaluations = evaluations;
        this.models = models;
        this.prices = prices;
    }

    @Override
    public Set<RunState> states() {
        return Set.of(RunState.REGISTERING);
    }

    @Override
    public RunEvent perform(Run run, Work work) {
        Recipe recipe = recipes.of(run);
        List<Metric> metrics = evaluations.report(run.id()).figures().stream().map(f -> metric(run, f)).toList();
        ModelVersion version = models.register(run.facts().get(Fact.Plan.class).train()
                ? tuned(run, recipe, metrics)
                : NewModelVersion.base(run.project(), run.recipe(), served(recipe, recipe.target().baseModel()),
                        metrics));
        return new RunEvent.Registered(new Fact.Version(version.ref().name(), version.ref().number()));
    }

    private NewModelVersion tuned(Run run, Recipe recipe, List<Metric> metrics) {
        Fact.Dataset dataset = run.facts().get(Fact.Dataset.class);
        ProviderModelId model = run.facts().get(Fact.Job.class).tunedModel();
        if (model == null) {
            throw new IllegalStateException("A succeeded job names its model");
        }
        return new NewModelVersion(run.project(), run.recipe(), served(recipe, model.value()),
                recipe.target().baseModel(), new Origin.Tuned(run.id(), new VersionRef(dataset.name(),
                        dataset.number()),
                        recipe.target().method().word(), recipe.target().parameters()),
                List.of(), metrics, recipe.description(), recipe.labels());
    }

    private ProviderModel served(Recipe recipe, String model) {
        Recipe.Target target = recipe.target();
        return new ProviderModel(target.connection(), model, prices.isCapable(target.connection(), target.baseModel()));
    }

    private static Metric metric(Run run, Report.Figure figure) {
        return new Metric(run.id().value(), figure.suite(), figure.arm(), figure.measure(), figure.interval(),
                figure.examples());
    }
}

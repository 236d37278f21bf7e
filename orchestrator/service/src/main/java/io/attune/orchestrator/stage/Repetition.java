package io.attune.orchestrator.stage;

import java.util.Optional;

import io.attune.kernel.Money;
import io.attune.kernel.PlatformException;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Targets;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.orchestrator.run.RunStore;
import io.attune.registry.Aliases;
import io.attune.registry.ModelVersion;
import io.attune.registry.Models;
import io.attune.registry.Origin;
import io.attune.registry.VersionRef;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whether a run would only repeat the version in service: the same dataset digest, base model, method and parameters at the
 * same connection. Then nothing is trained, and what it would have cost is recorded as saved.
 */
@Component
class Repetition {
    private final Aliases aliases;
    private final Models models;
    private final RunStore runs;
    private final Estimate estimate;

    Repetition(Aliases aliases, Models models, RunStore runs, Estimate estimate) {
        this.aliases = aliases;
        this.models = models;
        this.runs = runs;
        this.estimate = estimate;
    }

    /** The run's end when it would repeat the version in service, unless it was wanted all the same. */
    Optional<RunEvent> of(Run run, Recipe recipe) {
        boolean wanted = run.facts().find(Fact.Aim.class).map(Fact.Aim::force).orElse(false)
                || recipe.targets().unchanged() == Targets.Unchanged.TRAIN;
        return wanted ? Optional.empty() : inService(run, recipe).flatMap(version -> repeated(run, recipe, version));
    }

    private Optional<ModelVersion> inService(Run run, Recipe recipe) {
        return aliases.find(run.project(), run.recipe(), recipe.promotion().alias()).flatMap(move -> models.find(
                run.project(), new VersionRef(run.recipe(), move.to())));
    }

    private Optional<RunEvent> repeated(Run run, Recipe recipe, ModelVersion version) {
        if (!(version.content().origin() instanceof Origin.Tuned tuned)) {
            return Optional.empty();
        }
        Recipe.Target target = recipe.target();
        String digest = run.facts().get(Fact.Dataset.class).digest();
        boolean sameData = runs.find(run.project(), tuned.run()).flatMap(before -> before.facts().find(
                Fact.Dataset.class)).filter(dataset -> dataset.digest().equals(digest)).isPresent();
        boolean sameTraining = version.content().baseModel().equals(target.baseModel())
                && version.content().served().connection().equals(target.connection()) && tuned.method().equals(
                        target.method().word())
                && tuned.hyperparameters().equals(target.parameters());
        return sameData && sameTraining
                ? Optional.of(new RunEvent.Skipped(saved(run, recipe, version, tuned)))
                : Optional.empty();
    }

    private Fact.Saved saved(Run run, Recipe recipe, ModelVersion version, Origin.Tuned tuned) {
        VersionRef ref = version.ref();
        return new Fact.Saved(amount(run, recipe), new Fact.Version(ref.name(), ref.number()), tuned.run(),
                "the dataset, base model, method and parameters are those of " + ref.name() + "@" + ref.number()
                        + ", which is " + recipe.promotion().alias());
    }

    /** What a quote says; a price that nobody said is not guessed. */
    private @Nullable Money amount(Run run, Recipe recipe) {
        try {
            return estimate.of(run, recipe).expected();
        } catch (PlatformException e) {
            return null;
        }
    }
}

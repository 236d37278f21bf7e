package io.attune.orchestrator.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.attune.dataset.DatasetVersion;
import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.Datasets;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.evaluation.people.Known;
import io.attune.orchestrator.evaluation.people.PeopleReport;
import io.attune.orchestrator.evaluation.people.PeopleReports;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.orchestrator.suite.Overlaps;
import io.attune.orchestrator.suite.Suites;
import io.attune.registry.Models;
import io.attune.registry.Origin;
import io.attune.registry.VersionRef;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reports on evaluations for people, from what is kept of them. */
@Component
public class PeopleReporter {
    private final PeopleLines lines;
    private final EvaluationStore store;
    private final StandaloneStore rows;
    private final Planner planner;
    private final Recipes recipes;
    private final Suites suites;
    private final Overlaps overlaps;
    private final Datasets datasets;
    private final Models models;

    PeopleReporter(PeopleLines lines, EvaluationStore store, StandaloneStore rows, Planner planner, Recipes recipes,
            Suites suites, Overlaps overlaps, Datasets datasets,
            Models models) {
        this.lines = lines;
        this.store = store;
        this.rows = rows;
        this.planner = planner;
        this.recipes = recipes;
        this.suites = suites;
        this.overlaps = overlaps;
        this.datasets = datasets;
        this.models = models;
    }

    /**
     * What an evaluation has found so far.
     *
     * @param model the model whose versions the arms may be
     * @param arms in the order in which they are shown
     * @param minimum how many questions a verdict needs
     */
    public PeopleReport report(ProjectId project, EvaluationId evaluation, String model, List<String> arms,
            List<Recipe.Suite> asked, int minimum) {
        Map<String, DatasetVersionRef> training = training(project, evaluation, model);
        Map<String, Known> known = new HashMap<>();
        asked.forEach(suite -> known.put(suite.name(), known(project, suite, training)));
        return PeopleReports.of(arms, asked, lines.of(project, evaluation), known, minimum);
    }

    /**
     * What an evaluation by itself has found so far; empty for one of a run.
     *
     * @throws PlatformException of code {@code not-found}
     */
    public Optional<PeopleReport> byItself(ProjectId project, EvaluationId evaluation) {
        StandaloneStore.Row row = rows.find(project, evaluation).orElseThrow(() -> new PlatformException(
                ErrorCode.NOT_FOUND, "There is no evaluation " + evaluation,
                "attune eval list shows those that there are."));
        EvaluationWish wish = row.wish();
        if (row.run() != null || wish == null) {
            return Optional.empty();
        }
        String model = VersionRef.parse(wish.version()).name();
        Recipe recipe = recipes.find(project, model).map(StoredRecipe::recipe).orElse(null);
        return Optional.of(report(project, evaluation, model, row.arms().stream().map(EvaluatedArm::name).toList(),
                wish.suites().stream().map(name -> planner.suite(recipe, name, wish.measures())).toList(),
                recipe == null
                        ? Recipe.Evaluation.MINIMUM
                        : recipe.evaluation().minimum()));
    }

    /** What the arms that are tuned versions of the model were trained on. */
    private Map<String, DatasetVersionRef> training(ProjectId project, EvaluationId evaluation, String model) {
        Map<String, VersionRef> byModel = new HashMap<>();
        models.versions(project, model).forEach(version -> {
            if (version.content().origin() instanceof Origin.Tuned tuned) {
                byModel.put(version.content().served().modelId(), tuned.dataset());
            }
        });
        Map<String, DatasetVersionRef> training = new HashMap<>();
        store.arms(evaluation).values().forEach(arm -> dataset(project, byModel.get(arm.model())).ifPresent(
                version -> training.put(arm.name(), version.ref())));
        return training;
    }

    private Optional<DatasetVersion> dataset(ProjectId project, @Nullable VersionRef ref) {
        return ref == null
                ? Optional.empty()
                : datasets.find(project, ref.name(), String.valueOf(ref.number())).filter(
                        version -> version.withdrawn() == null);
    }

    private Known known(ProjectId project, Recipe.Suite suite, Map<String, DatasetVersionRef> training) {
        if (!(suite.questions() instanceof Recipe.Questions.Frozen frozen)) {
            return new Known(List.of(), List.of());
        }
        DatasetVersionRef version;
        try {
            version = suites.require(project, frozen);
        } catch (PlatformException e) {
            return new Known(List.of(e.message()), List.of());
        }
        List<Known.Trained> trained = new ArrayList<>();
        training.forEach((arm, data) -> {
            if (!isDecontaminated(data, frozen)) {
                Set<String> found = overlaps.of(version, data);
                trained.add(new Known.Trained(arm, data.toString(), found));
            }
        });
        trained.sort(Comparator.comparing(Known.Trained::arm));
        return new Known(List.of(), trained);
    }

    private boolean isDecontaminated(DatasetVersionRef training, Recipe.Questions.Frozen suite) {
        return datasets.version(training).inputs().stream().anyMatch(input -> input.source().equals("suite:"
                + suite));
    }
}

package io.attune.orchestrator.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.attune.dataset.Curation;
import io.attune.dataset.CurationRequest;
import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.Datasets;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.orchestrator.recipe.GateFloors;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.orchestrator.schedule.RunStarter;
import org.springframework.stereotype.Component;

/** Starts scheduled runs, and tells whether one is under way or nothing has changed since the last that succeeded. */
@Component
class ScheduledRuns implements RunStarter {
    private static final String ACTOR = "schedule";

    private final Runs runs;
    private final RunStore store;
    private final Recipes recipes;
    private final Curation curation;
    private final Datasets datasets;
    private final GateFloors floors;

    ScheduledRuns(Runs runs, RunStore store, Recipes recipes, Curation curation, Datasets datasets,
            GateFloors floors) {
        this.runs = runs;
        this.store = store;
        this.recipes = recipes;
        this.curation = curation;
        this.datasets = datasets;
        this.floors = floors;
    }

    @Override
    public Optional<UnderWay> underWay(ProjectId project, String recipe) {
        return store.newestUnfinished(project, recipe).map(
                run -> new UnderWay(run.id(), run.state().name(), run.cancelRequested()));
    }

    @Override
    public Optional<String> unchanged(ProjectId project, String recipe) {
        return store.lastSuccess(project, recipe).filter(last -> isUnchangedSince(project, last)).map(
                last -> "unchanged since " + last.id());
    }

    @Override
    public RunId start(ProjectId project, String recipe, Instant fireTime) {
        return runs.start(project, recipe, ACTOR, ACTOR + "/" + recipe + "/" + fireTime).id();
    }

    @Override
    public void cancel(ProjectId project, RunId run) {
        runs.cancel(project, run, ACTOR);
    }

    /** Whether the recipe and every input its dataset was made of are what they were. */
    private boolean isUnchangedSince(ProjectId project, Run last) {
        StoredRecipe then = recipes.version(project, last.recipe(), last.recipeVersion());
        Fact.Dataset dataset = last.facts().get(Fact.Dataset.class);
        return recipes.find(project, last.recipe()).filter(now -> now.digest().equals(then.digest())).map(
                now -> curation.inputs(new CurationRequest(project, last.id() + "/inputs", last.recipe(),
                        now.recipe().curation(), now.files(), List.of(),
                        floors.of(project).over(now.recipe()).evaluation().frozenNames()))).filter(
                                inputs -> inputs.equals(
                                        datasets.version(new DatasetVersionRef(project, dataset.name(),
                                                dataset.number(),
                                                Digest.parse(dataset.digest()))).inputs())).isPresent();
    }
}

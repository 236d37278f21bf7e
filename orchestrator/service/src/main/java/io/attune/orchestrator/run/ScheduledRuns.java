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
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.orchestrator.schedule.RunStarter;
import org.springframework.stereotype.Component;

/** Starts scheduled runs, unless one is under way or nothing has changed since the last that succeeded. */
@Component
class ScheduledRuns implements RunStarter {
    private static final String ACTOR = "schedule";

    private final Runs runs;
    private final RunStore store;
    private final Recipes recipes;
    private final Curation curation;
    private final Datasets datasets;

    ScheduledRuns(Runs runs, RunStore store, Recipes recipes, Curation curation, Datasets datasets) {
        this.runs = runs;
        this.store = store;
        this.recipes = recipes;
        this.curation = curation;
        this.datasets = datasets;
    }

    @Override
    public Outcome startScheduled(ProjectId project, String recipe, Instant fireTime) {
        String key = ACTOR + "/" + recipe + "/" + fireTime;
        Optional<Run> started = store.findByKey(project, key);
        if (started.isPresent()) {
            return new Outcome.Started(started.get().id());
        }
        Optional<Run> unfinished = store.newestUnfinished(project, recipe);
        if (unfinished.isPresent()) {
            return new Outcome.Skipped(unfinished.get().id() + " is still " + unfinished.get().state());
        }
        Optional<Run> unchanged = store.lastSuccess(project, recipe).filter(last -> isUnchangedSince(project, last));
        return unchanged.<Outcome>map(last -> new Outcome.Skipped("unchanged since " + last.id())).orElseGet(
                () -> new Outcome.Started(runs.start(project, recipe, ACTOR, key).id()));
    }

    /** Whether the recipe and every input its dataset was made of are what they were. */
    private boolean isUnchangedSince(ProjectId project, Run last) {
        StoredRecipe then = recipes.version(project, last.recipe(), last.recipeVersion());
        Fact.Dataset dataset = last.facts().get(Fact.Dataset.class);
        return recipes.find(project, last.recipe()).filter(now -> now.digest().equals(then.digest())).map(
                now -> curation.inputs(new CurationRequest(project, last.id() + "/inputs", last.recipe(),
                        now.recipe().curation(), now.files(), List.of()))).filter(inputs -> inputs.equals(
                                datasets.version(new DatasetVersionRef(project, dataset.name(), dataset.number(),
                                        Digest.parse(dataset.digest()))).inputs())).isPresent();
    }
}

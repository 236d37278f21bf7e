package io.attune.orchestrator.news;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.attune.orchestrator.notify.Notice;
import io.attune.orchestrator.notify.Notices;
import io.attune.orchestrator.recipe.KeptRecipes;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunTurn;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs as OpenLineage events, specification 2-0-2: the recipe is the job, the dataset version and the base model are what it
 * reads, the model version is what it makes. Facets of our own begin with {@code attune_}.
 */
@Component
class LineageEvents {
    static final String SCHEMA = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";
    static final String PRODUCER = "urn:io.attune:orchestrator";
    private static final String FACETS = "https://openlineage.io/spec/facets/";
    private static final String OURS = "urn:io.attune:facet:";

    private final Recipes recipes;
    private final KeptRecipes kept;

    LineageEvents(Recipes recipes, KeptRecipes kept) {
        this.recipes = recipes;
        this.kept = kept;
    }

    /** What a turn tells: a run that ends before it began is told to begin first. */
    List<Notice> of(Run run, RunTurn turn, Instant at) {
        List<Notice> events = new ArrayList<>();
        if (turn == RunTurn.STARTED || turn.isEnd()) {
            events.add(notice(run, "START", run.createdAt()));
        }
        switch (turn) {
            case SUCCEEDED -> events.add(notice(run, "COMPLETE", at));
            case FAILED -> events.add(notice(run, "FAIL", at));
            case CANCELLED -> events.add(notice(run, "ABORT", at));
            case STARTED, IN_DOUBT, AWAITS_DECISION, AWAITS_APPROVAL, AWAITS_PROMOTION -> {
            }
        }
        return events;
    }

    private Notice notice(Run run, String type, Instant at) {
        return new Notice(run.project(), Notices.LINEAGE + type.toLowerCase(java.util.Locale.ROOT), run.id() + "/"
                + type,
                run.id().value(), type, Map.of(Notices.LINEAGE_BODY, event(run, type, at).toString()));
    }

    /** The event itself. */
    ObjectNode event(Run run, String type, Instant at) {
        StoredRecipe recipe = recipes.version(run.project(), run.recipe(), run.recipeVersion());
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("eventType", type).put("eventTime",
                at.toString()).put("producer", PRODUCER).put("schemaURL", SCHEMA);
        ObjectNode lineageRun = event.putObject("run").put("runId", uuid(run));
        runFacets(lineageRun.putObject("facets"), run, recipe, type);
        ObjectNode job = event.putObject("job").put("namespace", namespace(run)).put("name", run.recipe());
        facet(job.putObject("facets"), "jobType", FACETS + "2-0-3/JobTypeJobFacet.json").put("processingType",
                "BATCH").put("integration", "ATTUNE").put("jobType", "FINE_TUNING");
        var inputs = event.putArray("inputs");
        run.facts().find(Fact.Dataset.class).ifPresent(dataset -> {
            ObjectNode facets = inputs.addObject().put("namespace", namespace(run)).put("name", "dataset/"
                    + dataset.name()).putObject("facets");
            version(facets, Integer.toString(dataset.number()));
            facet(facets, "attune_dataset", OURS + "dataset:1").put("digest", dataset.digest()).put("train",
                    dataset.train()).put("validation", dataset.validation()).put("test", dataset.test());
        });
        inputs.addObject().put("namespace", "model://" + recipe.recipe().target().connection()).put("name",
                recipe.recipe().target().baseModel()).putObject("facets");
        var outputs = event.putArray("outputs");
        run.facts().find(Fact.Version.class).ifPresent(version -> version(outputs.addObject().put("namespace",
                namespace(
                        run)).put("name", "model/" + version.model()).putObject("facets"), Integer.toString(
                                version.number())));
        return event;
    }

    private void runFacets(ObjectNode facets, Run run, StoredRecipe recipe, String type) {
        ObjectNode ours = facet(facets, "attune_run", OURS + "run:1").put("run", run.id().value()).put("recipeVersion",
                run.recipeVersion()).put("recipeDigest", recipe.digest().toString());
        kept.commit(run.project(), run.recipe(), run.recipeVersion()).ifPresent(commit -> ours.put("commit", commit));
        if (type.equals("FAIL")) {
            run.facts().find(Fact.Failure.class).ifPresent(failure -> facet(facets, "errorMessage", FACETS
                    + "1-0-1/ErrorMessageRunFacet.json").put("message", failure.code() + " in " + failure.during()).put(
                            "programmingLanguage", "none"));
        }
    }

    private static void version(ObjectNode facets, String number) {
        facet(facets, "version", FACETS + "1-0-1/DatasetVersionDatasetFacet.json").put("datasetVersion", number);
    }

    private static ObjectNode facet(ObjectNode facets, String name, String schema) {
        return facets.putObject(name).put("_producer", PRODUCER).put("_schemaURL", schema);
    }

    private static String uuid(Run run) {
        return run.id().value().substring("run_".length()).replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})",
                "$1-$2-$3-$4-$5");
    }

    private static String namespace(Run run) {
        return "attune://" + run.project();
    }
}

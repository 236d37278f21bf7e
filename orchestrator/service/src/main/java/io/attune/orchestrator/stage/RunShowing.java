package io.attune.orchestrator.stage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunTurn;
import io.attune.orchestrator.run.TurnListener;
import io.attune.provider.MetricPoint;
import io.attune.registry.RunTracking;
import io.attune.registry.RunTracking.Point;
import io.attune.registry.RunTracking.Status;
import io.attune.registry.VersionRef;
import org.springframework.stereotype.Component;

/** Shows runs to tracking clients: when they begin and end, and their losses as they come. */
@Component
class RunShowing implements TurnListener, LossLog {
    private final RunTracking tracking;
    private final PinnedRecipe recipes;
    private final TrainingStore store;

    RunShowing(RunTracking tracking, PinnedRecipe recipes, TrainingStore store) {
        this.tracking = tracking;
        this.recipes = recipes;
        this.store = store;
    }

    /** A run began or ended; the other turns change nothing that is shown. */
    @Override
    public void turned(Run run, RunTurn turn, Instant at) {
        if (turn == RunTurn.STARTED || turn.isEnd()) {
            tracking.record(new RunTracking.Tracked(run.project(), run.id(), run.recipe(), run.startedBy(), status(
                    turn),
                    run.createdAt(), turn.isEnd() ? at : null, params(run), tags(run), run.facts().find(
                            Fact.Dataset.class).map(dataset -> new RunTracking.Dataset(new VersionRef(dataset.name(),
                                    dataset.number()), dataset.digest())).orElse(null)));
            log(run, store.metrics(run.id(), -1));
        }
    }

    @Override
    public void log(Run run, List<MetricPoint> points) {
        tracking.log(run.project(), run.id(), points.stream().map(point -> new Point(point.name(), point.step(),
                point.value())).toList());
    }

    private static Status status(RunTurn turn) {
        return switch (turn) {
            case SUCCEEDED -> Status.FINISHED;
            case FAILED -> Status.FAILED;
            case CANCELLED -> Status.KILLED;
            case STARTED, IN_DOUBT, AWAITS_DECISION, AWAITS_APPROVAL, AWAITS_PROMOTION -> Status.RUNNING;
        };
    }

    private Map<String, String> params(Run run) {
        Recipe.Target target = recipes.of(run).target();
        Map<String, String> params = new TreeMap<>(target.parameters());
        params.put("method", target.method().word());
        params.put("base_model", target.baseModel());
        params.put("connection", target.connection());
        params.put("recipe_version", Integer.toString(run.recipeVersion()));
        return params;
    }

    private static Map<String, String> tags(Run run) {
        Map<String, String> tags = new TreeMap<>(Map.of("mlflow.runName", run.id().value(), "mlflow.user",
                run.startedBy(), "mlflow.source.name", run.recipe(), "mlflow.source.type", "JOB"));
        run.facts().find(Fact.Version.class).ifPresent(version -> tags.put("attune.version", version.model() + "@"
                + version.number()));
        run.facts().find(Fact.Failure.class).ifPresent(failure -> tags.put("attune.failure", failure.code()));
        return tags;
    }
}

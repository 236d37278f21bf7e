package io.attune.registry.mlflow.tracking;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.registry.RunTracking;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The platform's own runs among the tracked ones: an experiment for each recipe, and each run under its own id. */
@Component
@Transactional
class PlatformRuns implements RunTracking {
    private final ExperimentStore experiments;
    private final RunStore runs;
    private final RunData data;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    PlatformRuns(ExperimentStore experiments, RunStore runs, RunData data, JdbcClient jdbc, InstantSource clock) {
        this.experiments = experiments;
        this.runs = runs;
        this.data = data;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void record(Tracked told) {
        TrackedRun run = runs.find(told.project(), told.run().value()).orElseGet(() -> create(told));
        runs.update(run, TrackedRun.Status.valueOf(told.status().name()), told.endedAt() == null
                ? null
                : told.endedAt().toEpochMilli(), null);
        // the first value stands, as with clients
        Map<String, String> params = new TreeMap<>();
        told.params().forEach((key, value) -> params.put(key, value.length() > Limits.PARAM_VALUE
                ? value.substring(0, Limits.PARAM_VALUE)
                : value));
        data.addParams(run, params);
        data.tags(run, told.tags());
        Optional.ofNullable(told.dataset()).ifPresent(dataset -> data.inputs(run, List.of(new DatasetInput(
                dataset.version().toString(), dataset.digest(), "attune", "{\"uri\":\"attune://" + told.project()
                        + "/datasets/" + dataset.version() + "\"}", null, null, Map.of("mlflow.data.context",
                                "training")))));
    }

    private TrackedRun create(Tracked told) {
        String name = told.experiment();
        Experiment experiment = experiments.byName(told.project(), name).orElseGet(() -> experiments.get(told.project(),
                Long.toString(experiments.create(told.project(), name, null, Map.of("attune.recipe", name)))));
        return runs.create(told.project(), experiment, told.run().value(), told.run().value(), told.startedBy(),
                told.startedAt().toEpochMilli());
    }

    @Override
    public void log(ProjectId project, RunId id, List<Point> points) {
        runs.find(project, id.value()).ifPresent(run -> {
            Map<String, Integer> known = lastSteps(run);
            data.metrics(run, points.stream().filter(point -> point.step() > known.getOrDefault(point.metric(),
                    Integer.MIN_VALUE)).map(point -> new Metric(point.metric(), point.value(), clock.millis(),
                            point.step())).distinct().toList());
        });
    }

    /** Points come in the order of their steps, so what is behind the last one was logged. */
    private Map<String, Integer> lastSteps(TrackedRun run) {
        Map<String, Integer> last = new TreeMap<>();
        jdbc.sql("select key, step from registry.run_latest_metric where run = ?").params(run.number()).query(row -> {
            last.put(row.getString(1), row.getInt(2));
        });
        return last;
    }
}

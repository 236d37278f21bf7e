package io.attune.registry.mlflow.tracking;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import io.attune.kernel.ProjectId;
import io.attune.registry.mlflow.wire.Call;
import io.attune.registry.mlflow.wire.Json;
import io.attune.registry.mlflow.wire.MlflowError;
import io.attune.registry.mlflow.wire.Pages;
import io.attune.registry.mlflow.wire.Served;
import org.springframework.web.bind.annotation.GetMapping;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Served
class MetricController {
    private static final int PAGE = 25_000;
    private static final int RUNS_MAX = 100;
    private static final int POINTS_USUAL = 320;
    private static final int POINTS_MAX = 2500;

    private final RunStore runs;
    private final RunData data;

    MetricController(RunStore runs, RunData data) {
        this.runs = runs;
        this.data = data;
    }

    @GetMapping("/metrics/get-history")
    ObjectNode history(Call call) {
        TrackedRun run = runs.get(call.reading(), call.required("run_id", "run_uuid"));
        Pages pages = Pages.of(call, PAGE, PAGE);
        return pages.write("metrics", data.history(run, call.required("metric_key"), pages), Metric::json);
    }

    /** Several runs at once, for charts. */
    @GetMapping("/metrics/get-history-bulk")
    ObjectNode bulk(Call call) {
        ObjectNode answer = Json.object();
        ArrayNode points = answer.putArray("metrics");
        int most = Pages.of(call, PAGE, PAGE).size();
        runs(call, "run_id").forEach(run -> data.history(run, call.required("metric_key"), new Pages(most,
                0)).stream().limit(
                        Math.max(0, most - points.size())).forEach(point -> points.add(point.json().put("run_id",
                                run.id()))));
        return answer;
    }

    /** So many points of each run as a chart can show, the first and the last of them always. */
    @GetMapping("/metrics/get-history-bulk-interval")
    ObjectNode interval(Call call) {
        Long first = call.number("start_step");
        Long last = call.number("end_step");
        if ((first == null) != (last == null) || (first != null && last != null && first > last)) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because(
                    "If either start step or end step are specified, both must be specified, and the first must not be greater.");
        }
        int most = Pages.of(call, POINTS_USUAL, POINTS_MAX).size();
        ObjectNode answer = Json.object();
        ArrayNode points = answer.putArray("metrics");
        for (TrackedRun run : runs(call, "run_ids")) {
            List<Metric> all = data.history(run, call.required("metric_key"), new Pages(Integer.MAX_VALUE - 1,
                    0)).stream().filter(
                            point -> first == null || last == null || (point.step() >= first
                                    && point.step() <= last)).toList();
            for (int index : sampled(all.size(), most)) {
                points.add(all.get(index).json().put("run_id", run.id()));
            }
        }
        return answer;
    }

    private List<TrackedRun> runs(Call call, String field) {
        ProjectId project = call.reading();
        List<String> ids = call.texts(field);
        if (ids.isEmpty()) {
            throw Call.missing(field);
        }
        if (ids.size() > RUNS_MAX) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("GetMetricHistoryBulk request cannot specify more than "
                    + RUNS_MAX + " run_ids. Received " + ids.size() + " run_ids.");
        }
        return ids.stream().map(id -> runs.get(project, id)).toList();
    }

    private static SortedSet<Integer> sampled(int size, int most) {
        SortedSet<Integer> sampled = new TreeSet<>();
        for (int i = 0; i < Math.min(size, most); i++) {
            sampled.add(size <= most || most == 1 ? i : (int) ((long) i * (size - 1) / (most - 1)));
        }
        return sampled;
    }
}

package io.attune.registry.mlflow.tracking;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.attune.kernel.ProjectId;
import io.attune.kernel.UuidV7;
import io.attune.registry.mlflow.wire.Call;
import io.attune.registry.mlflow.wire.Json;
import io.attune.registry.mlflow.wire.Keys;
import io.attune.registry.mlflow.wire.MlflowError;
import io.attune.registry.mlflow.wire.Pages;
import io.attune.registry.mlflow.wire.Served;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.node.ObjectNode;

@Served("trackedRunController")
class RunController {
    private static final int USUAL = 1000;
    private static final int MOST = 50_000;

    private final ExperimentStore experiments;
    private final RunStore runs;
    private final RunData data;
    private final UuidV7 ids;
    private final InstantSource clock;

    RunController(ExperimentStore experiments, RunStore runs, RunData data, UuidV7 ids, InstantSource clock) {
        this.experiments = experiments;
        this.runs = runs;
        this.data = data;
        this.ids = ids;
        this.clock = clock;
    }

    @PostMapping("/runs/create")
    @Transactional
    public ObjectNode create(Call call) {
        ProjectId project = call.writing();
        String experimentId = call.text("experiment_id");
        Experiment experiment = experiments.active(project, experimentId == null || experimentId.isEmpty()
                ? "0"
                : experimentId);
        Map<String, String> tags = tags(call.parts("tags"));
        String id = ids.next().toString().replace("-", "");
        String name = name(call, tags, id);
        tags.put(RunData.NAME_TAG, name);
        String user = call.text("user_id");
        Long startedAt = call.number("start_time");
        TrackedRun run = runs.create(project, experiment, id, name, user == null || user.isEmpty()
                ? call.caller().name()
                : user, startedAt == null ? clock.millis() : startedAt);
        data.tags(run, tags);
        return run(run);
    }

    private static String name(Call call, Map<String, String> tags, String id) {
        String name = call.text("run_name");
        String tagged = tags.get(RunData.NAME_TAG);
        if (name != null && !name.isEmpty() && tagged != null && !name.equals(tagged)) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("Both 'run_name' argument and '" + RunData.NAME_TAG
                    + "' tag are specified, but with different values (run_name='" + name + "', " + RunData.NAME_TAG
                    + "='"
                    + tagged + "').");
        }
        if (name != null && !name.isEmpty()) {
            return name;
        }
        return tagged == null ? "run-" + id.substring(id.length() - 8) : tagged;
    }

    private ObjectNode run(TrackedRun run) {
        return Json.object().set("run", data.whole(List.of(run)).getFirst());
    }

    private static String id(Call call) {
        return call.required("run_id", "run_uuid");
    }

    @GetMapping("/runs/get")
    ObjectNode get(Call call) {
        return run(runs.get(call.reading(), id(call)));
    }

    @PostMapping("/runs/update")
    @Transactional
    public ObjectNode update(Call call) {
        TrackedRun run = runs.active(call.writing(), id(call));
        String name = call.text("run_name");
        TrackedRun updated = runs.update(run, status(call.text("status")), call.number("end_time"), name == null
                || name.isEmpty() ? null : name);
        if (name != null && !name.isEmpty()) {
            data.tags(updated, Map.of(RunData.NAME_TAG, name));
        }
        return Json.object().set("run_info", updated.info());
    }

    private static TrackedRun.@Nullable Status status(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            return null;
        }
        for (TrackedRun.Status status : TrackedRun.Status.values()) {
            if (status.name().equals(name)) {
                return status;
            }
        }
        throw MlflowError.INVALID_PARAMETER_VALUE.because("Invalid value \"" + name
                + "\" for parameter 'status' supplied; valid are RUNNING, SCHEDULED, FINISHED, FAILED, KILLED.");
    }

    @PostMapping("/runs/delete")
    ObjectNode delete(Call call) {
        runs.mark(runs.active(call.writing(), id(call)), false);
        return Json.object();
    }

    @PostMapping("/runs/restore")
    ObjectNode restore(Call call) {
        TrackedRun run = runs.get(call.writing(), id(call));
        if (run.active()) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("The run " + run.id()
                    + " must be in the 'deleted' state. Current state is active.");
        }
        runs.mark(run, true);
        return Json.object();
    }

    @PostMapping("/runs/search")
    ObjectNode search(Call call) {
        ProjectId project = call.reading();
        Pages pages = Pages.of(call, USUAL, MOST);
        List<Long> of = call.texts("experiment_ids").stream().filter(id -> id.matches("[0-9]{1,18}")).map(
                Long::valueOf).toList();
        List<TrackedRun> found = runs.search(project, of, View.of(call, "run_view_type"), call.text("filter"),
                call.texts("order_by"), pages);
        boolean more = found.size() > pages.size();
        List<ObjectNode> shown = new java.util.ArrayList<>(data.whole(more ? found.subList(0, pages.size()) : found));
        if (more) {
            shown.add(Json.object());
        }
        return pages.write("runs", shown, run -> run);
    }

    @PostMapping("/runs/log-metric")
    ObjectNode metric(Call call) {
        TrackedRun run = runs.active(call.writing(), id(call));
        data.metrics(run, List.of(Metric.read(call)));
        return Json.object();
    }

    @PostMapping("/runs/log-parameter")
    ObjectNode param(Call call) {
        TrackedRun run = runs.active(call.writing(), id(call));
        data.params(run, params(run, List.of(call)));
        return Json.object();
    }

    @PostMapping("/runs/set-tag")
    ObjectNode tag(Call call) {
        TrackedRun run = runs.active(call.writing(), id(call));
        data.tags(run, tags(List.of(call)));
        return Json.object();
    }

    @PostMapping("/runs/delete-tag")
    ObjectNode deleteTag(Call call) {
        TrackedRun run = runs.active(call.writing(), id(call));
        data.deleteTag(run, call.required("key"));
        return Json.object();
    }

    /** All or nothing. */
    @PostMapping("/runs/log-batch")
    @Transactional
    public ObjectNode batch(Call call) {
        TrackedRun run = runs.active(call.writing(), id(call));
        List<Call> metrics = call.parts("metrics");
        List<Call> params = call.parts("params");
        List<Call> tags = call.parts("tags");
        Limits.count("metrics", metrics.size(), Limits.METRICS);
        Limits.count("params", params.size(), Limits.PARAMS);
        Limits.count("tags", tags.size(), Limits.TAGS);
        Limits.count("metrics, params, and tags", metrics.size() + params.size() + tags.size(), Limits.ALL);
        List<Metric> points = metrics.stream().map(Metric::read).toList();
        data.params(run, params(run, params));
        data.metrics(run, points);
        data.tags(run, tags(tags));
        return Json.object();
    }

    private static Map<String, String> params(TrackedRun run, List<Call> given) {
        Map<String, String> params = new TreeMap<>();
        for (Call param : given) {
            String key = Keys.key("parameter", param.required("key"));
            String text = param.text("value");
            String value = Keys.atMost("param value", text == null ? "" : text, Limits.PARAM_VALUE);
            String other = params.put(key, value);
            if (other != null && !other.equals(value)) {
                throw RunData.changed(run, key, other, value);
            }
        }
        return params;
    }

    private static Map<String, String> tags(List<Call> given) {
        Map<String, String> tags = new TreeMap<>();
        for (Call tag : given) {
            String value = tag.text("value");
            tags.put(Keys.key("tag", tag.required("key")), Keys.atMost("tag value", value == null ? "" : value,
                    Limits.TAG_VALUE));
        }
        return tags;
    }

    @PostMapping("/runs/log-inputs")
    @Transactional
    public ObjectNode inputs(Call call) {
        TrackedRun run = runs.active(call.writing(), id(call));
        data.inputs(run, call.parts("datasets").stream().map(RunController::input).toList());
        return Json.object();
    }

    private static DatasetInput input(Call given) {
        Call dataset = given.part("dataset");
        return new DatasetInput(dataset.required("name"), dataset.required("digest"), dataset.required("source_type"),
                dataset.required("source"), dataset.text("schema"), dataset.text("profile"), tags(given.parts("tags")));
    }

    /** What a run made, as clients before 3 tell it: the history stands in a tag. */
    @PostMapping("/runs/log-model")
    ObjectNode model(Call call) {
        TrackedRun run = runs.active(call.writing(), id(call));
        String model = call.required("model_json");
        try {
            if (!tools.jackson.databind.json.JsonMapper.shared().readTree(model).isObject()) {
                throw notAModel(model);
            }
        } catch (tools.jackson.core.JacksonException e) {
            throw notAModel(model);
        }
        data.appendToTag(run, "mlflow.log-model.history", model);
        return Json.object();
    }

    private static RuntimeException notAModel(String json) {
        return MlflowError.INVALID_PARAMETER_VALUE.because("Malformed model info. \n " + json.substring(0, Math.min(
                200, json.length())) + " \n is not a valid JSON object.");
    }
}

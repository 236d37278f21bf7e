package io.attune.registry.mlflow.tracking;

import java.util.Map;
import java.util.TreeMap;

import io.attune.registry.mlflow.wire.Call;
import io.attune.registry.mlflow.wire.Json;
import io.attune.registry.mlflow.wire.Keys;
import io.attune.registry.mlflow.wire.MlflowError;
import io.attune.registry.mlflow.wire.Pages;
import io.attune.registry.mlflow.wire.Served;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import tools.jackson.databind.node.ObjectNode;

@Served
class ExperimentController {
    private static final int USUAL = 1000;
    private static final int MOST = 50_000;
    private static final int NAME = 500;

    private final ExperimentStore experiments;

    ExperimentController(ExperimentStore experiments) {
        this.experiments = experiments;
    }

    @PostMapping("/experiments/create")
    ObjectNode create(Call call) {
        String name = name(call.required("name"));
        return Json.object().put("experiment_id", Long.toString(experiments.create(call.writing(), name, call.text(
                "artifact_location"), tags(call))));
    }

    private static String name(String name) {
        return Keys.atMost("experiment name", name, NAME);
    }

    private static Map<String, String> tags(Call call) {
        Map<String, String> tags = new TreeMap<>();
        call.parts("tags").forEach(tag -> {
            String value = tag.text("value");
            tags.put(Keys.key("tag", tag.required("key")), Keys.atMost("tag value", value == null ? "" : value,
                    Limits.EXPERIMENT_TAG_VALUE));
        });
        return tags;
    }

    @GetMapping("/experiments/get")
    ObjectNode get(Call call) {
        Experiment experiment = experiments.get(call.reading(), call.required("experiment_id"));
        return Json.object().set("experiment", experiment.json());
    }

    @GetMapping("/experiments/get-by-name")
    ObjectNode byName(Call call) {
        String name = call.required("experiment_name");
        return Json.object().set("experiment", experiments.byName(call.reading(), name).orElseThrow(
                () -> MlflowError.RESOURCE_DOES_NOT_EXIST.because("Could not find experiment with name '" + name
                        + "'")).json());
    }

    @PostMapping("/experiments/update")
    ObjectNode rename(Call call) {
        String id = call.required("experiment_id");
        experiments.rename(call.writing(), id, name(call.required("new_name")));
        return Json.object();
    }

    @PostMapping("/experiments/delete")
    ObjectNode delete(Call call) {
        experiments.delete(call.writing(), call.required("experiment_id"));
        return Json.object();
    }

    @PostMapping("/experiments/restore")
    ObjectNode restore(Call call) {
        experiments.restore(call.writing(), call.required("experiment_id"));
        return Json.object();
    }

    @PostMapping("/experiments/set-experiment-tag")
    ObjectNode tag(Call call) {
        String value = call.text("value");
        experiments.tag(call.writing(), call.required("experiment_id"), Keys.key("tag", call.required("key")),
                Keys.atMost("tag value", value == null ? "" : value, Limits.EXPERIMENT_TAG_VALUE));
        return Json.object();
    }

    @RequestMapping(path = "/experiments/search", method = {RequestMethod.GET, RequestMethod.POST})
    ObjectNode search(Call call) {
        Pages pages = Pages.of(call, USUAL, MOST);
        return pages.write("experiments", experiments.search(call.reading(), View.of(call, "view_type"), call.text(
                "filter"), call.texts("order_by"), pages), Experiment::json);
    }
}

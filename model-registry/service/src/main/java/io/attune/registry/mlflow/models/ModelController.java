package io.attune.registry.mlflow.models;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.attune.kernel.ProjectId;
import io.attune.registry.Model;
import io.attune.registry.Models;
import io.attune.registry.Names;
import io.attune.registry.mlflow.search.Ordering;
import io.attune.registry.mlflow.wire.Call;
import io.attune.registry.mlflow.wire.Json;
import io.attune.registry.mlflow.wire.KeyPages;
import io.attune.registry.mlflow.wire.Keys;
import io.attune.registry.mlflow.wire.MlflowError;
import io.attune.registry.mlflow.wire.Served;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import tools.jackson.databind.node.ObjectNode;

@Served
class ModelController {
    static final int TAG_VALUE = 100_000;
    private static final int USUAL = 100;
    private static final int MOST = 1000;

    private final Models models;
    private final RegisteredModels registered;

    ModelController(Models models, RegisteredModels registered) {
        this.models = models;
        this.registered = registered;
    }

    @PostMapping("/registered-models/create")
    ObjectNode create(Call call) {
        ProjectId project = call.writing();
        String name = Names.model("model name", call.required("name"));
        if (models.find(project, name).isPresent()) {
            throw taken(name);
        }
        return shown(project, models.open(project, name, words(call), tags(call), call.caller().name()));
    }

    @PostMapping("/registered-models/rename")
    ObjectNode rename(Call call) {
        ProjectId project = call.writing();
        Model model = get(project, call.required("name"));
        String newName = call.text("new_name");
        if (newName == null || newName.isEmpty()) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("Registered model name cannot be empty.");
        }
        if (!newName.equals(model.name()) && models.find(project, newName).isPresent()) {
            throw taken(newName);
        }
        return shown(project, models.rename(project, model.name(), newName, call.caller().name()));
    }

    @PatchMapping("/registered-models/update")
    ObjectNode update(Call call) {
        ProjectId project = call.writing();
        Model model = get(project, call.required("name"));
        return shown(project, models.describe(project, model.name(), words(call), model.tags()));
    }

    @DeleteMapping("/registered-models/delete")
    ObjectNode delete(Call call) {
        ProjectId project = call.writing();
        models.delete(project, get(project, call.required("name")).name(), call.caller().name());
        return Json.object();
    }

    @GetMapping("/registered-models/get")
    ObjectNode get(Call call) {
        ProjectId project = call.reading();
        return shown(project, get(project, call.required("name")));
    }

    @GetMapping("/registered-models/search")
    ObjectNode search(Call call) {
        ProjectId project = call.reading();
        Ordering order = ModelSearch.modelOrder(call.texts("order_by"));
        KeyPages pages = KeyPages.of(call, USUAL, MOST, order.sql());
        return pages.write("registered_models", registered.searchModels(project, call.text("filter"), order, pages),
                RegisteredModel::json);
    }

    @RequestMapping(path = "/registered-models/get-latest-versions", method = {RequestMethod.GET, RequestMethod.POST})
    ObjectNode latest(Call call) {
        ProjectId project = call.reading();
        Model model = get(project, call.required("name"));
        List<String> stages = call.texts("stages").stream().map(stage -> Stage.of(stage).word()).toList();
        return Json.put(Json.object(), "model_versions", registered.latest(project, List.of(
                model.name())).stream().filter(version -> stages.isEmpty() || stages.contains(
                        version.stage())).toList(), RegisteredVersion::json);
    }

    @PostMapping("/registered-models/set-tag")
    ObjectNode setTag(Call call) {
        String name = call.required("name");
        registered.tagModel(call.writing(), name, Keys.key("tag", call.required("key")), value(call));
        return Json.object();
    }

    @DeleteMapping("/registered-models/delete-tag")
    ObjectNode deleteTag(Call call) {
        String name = call.required("name");
        registered.tagModel(call.writing(), name, Keys.key("tag", call.required("key")), null);
        return Json.object();
    }

    private Model get(ProjectId project, String name) {
        return models.find(project, name).orElseThrow(() -> RegisteredModels.noModel(name));
    }

    private ObjectNode shown(ProjectId project, Model model) {
        return Json.object().set("registered_model", registered.with(project, List.of(model)).getFirst().json());
    }

    private static RuntimeException taken(String name) {
        return MlflowError.RESOURCE_ALREADY_EXISTS.because("Registered Model (name=" + name + ") already exists.");
    }

    static String words(Call call) {
        String description = call.text("description");
        return Keys.atMost("description", description == null ? "" : description, TAG_VALUE);
    }

    static Map<String, String> tags(Call call) {
        Map<String, String> tags = new TreeMap<>();
        call.parts("tags").forEach(tag -> tags.put(Keys.key("tag", tag.required("key")), value(tag)));
        return tags;
    }

    static String value(Call call) {
        String value = call.text("value");
        return Keys.atMost("tag value", value == null ? "" : value, TAG_VALUE);
    }
}

package io.attune.registry.mlflow.models;

import java.util.regex.Pattern;

import io.attune.kernel.ProjectId;
import io.attune.registry.Lineage;
import io.attune.registry.LineageNode;
import io.attune.registry.Models;
import io.attune.registry.NewModelVersion;
import io.attune.registry.Origin;
import io.attune.registry.Quarantines;
import io.attune.registry.VersionRef;
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
import tools.jackson.databind.node.ObjectNode;

@Served
class VersionController {
    private static final int USUAL = 10_000;
    private static final int MOST = 200_000;
    private static final Pattern MODELS = Pattern.compile("models:/([^/@]+)/(\\d{1,9})");

    private final Models models;
    private final RegisteredModels registered;
    private final Quarantines quarantines;
    private final Lineage lineage;

    VersionController(Models models, RegisteredModels registered, Quarantines quarantines, Lineage lineage) {
        this.models = models;
        this.registered = registered;
        this.quarantines = quarantines;
        this.lineage = lineage;
    }

    @PostMapping("/model-versions/create")
    ObjectNode create(Call call) {
        ProjectId project = call.writing();
        String name = call.required("name");
        String source = Sources.require(call.required("source"));
        if (models.find(project, name).isEmpty()) {
            throw RegisteredModels.noModel(name);
        }
        VersionRef original = original(source);
        VersionRef made = models.register(NewModelVersion.imported(project, name, new Origin.Imported(original == null
                ? source
                : resolved(project, original), nonEmpty(call.text("run_id")), nonEmpty(call.text("run_link")),
                call.caller().name()),
                ModelController.words(call), ModelController.tags(call))).ref();
        if (original != null) {
            lineage.link(project, LineageNode.version(original), LineageNode.version(made));
        }
        return shown(registered.version(project, name, made.number()));
    }

    @PatchMapping("/model-versions/update")
    ObjectNode update(Call call) {
        ProjectId project = call.writing();
        RegisteredVersion version = find(project, call);
        registered.describeVersion(project, version.name(), version.number(), ModelController.words(call));
        return shown(registered.version(project, version.name(), version.number()));
    }

    @PostMapping("/model-versions/transition-stage")
    ObjectNode transition(Call call) {
        ProjectId project = call.writing();
        RegisteredVersion version = find(project, call);
        Stage stage = Stage.of(call.required("stage"));
        call.required("archive_existing_versions");
        boolean alone = call.flag("archive_existing_versions");
        if (alone && !stage.isActive()) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("Model version transition cannot archive existing model"
                    + " versions because '" + stage.word()
                    + "' is not an Active stage. Valid stages are Staging, Production");
        }
        if (stage.isActive()) {
            quarantines.require(project, LineageNode.version(new VersionRef(version.name(), version.number())));
        }
        return shown(registered.transition(project, version.name(), version.number(), stage, alone));
    }

    @DeleteMapping("/model-versions/delete")
    ObjectNode delete(Call call) {
        ProjectId project = call.writing();
        RegisteredVersion version = find(project, call);
        models.delete(project, new VersionRef(version.name(), version.number()), call.caller().name());
        return Json.object();
    }

    @GetMapping("/model-versions/get")
    ObjectNode get(Call call) {
        return shown(find(call.reading(), call));
    }

    @GetMapping("/model-versions/get-download-uri")
    ObjectNode uri(Call call) {
        return Json.object().put("artifact_uri", find(call.reading(), call).source());
    }

    @GetMapping("/model-versions/search")
    ObjectNode search(Call call) {
        Ordering order = ModelSearch.versionOrder(call.texts("order_by"));
        KeyPages pages = KeyPages.of(call, USUAL, MOST, order.sql());
        return pages.write("model_versions", registered.searchVersions(call.reading(), call.text("filter"), order,
                pages), RegisteredVersion::json);
    }

    @PostMapping("/model-versions/set-tag")
    ObjectNode setTag(Call call) {
        String name = call.required("name");
        registered.tagVersion(call.writing(), name, number(call), Keys.key("tag", call.required("key")),
                ModelController.value(call));
        return Json.object();
    }

    @DeleteMapping("/model-versions/delete-tag")
    ObjectNode deleteTag(Call call) {
        String name = call.required("name");
        registered.tagVersion(call.writing(), name, number(call), Keys.key("tag", call.required("key")), null);
        return Json.object();
    }

    /** A copy of a version lies where the copied one lies; what is quarantined is not copied. */
    private String resolved(ProjectId project, VersionRef original) {
        quarantines.require(project, LineageNode.version(original));
        return registered.version(project, original.name(), original.number()).source();
    }

    private static @org.jspecify.annotations.Nullable VersionRef original(String source) {
        var copied = MODELS.matcher(source);
        return copied.matches() ? new VersionRef(copied.group(1), Integer.parseInt(copied.group(2))) : null;
    }

    private RegisteredVersion find(ProjectId project, Call call) {
        return registered.version(project, call.required("name"), number(call));
    }

    static int number(Call call) {
        String text = call.required("version");
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("Model version must be an integer, got '" + text + "'");
        }
    }

    static ObjectNode shown(RegisteredVersion version) {
        return Json.object().set("model_version", version.json());
    }

    private static @org.jspecify.annotations.Nullable String nonEmpty(@org.jspecify.annotations.Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}

package io.attune.registry.mlflow.models;

import io.attune.kernel.ProjectId;
import io.attune.registry.Aliases;
import io.attune.registry.Aliases.AliasChange;
import io.attune.registry.Models;
import io.attune.registry.Names;
import io.attune.registry.VersionRef;
import io.attune.registry.mlflow.wire.Call;
import io.attune.registry.mlflow.wire.Json;
import io.attune.registry.mlflow.wire.MlflowError;
import io.attune.registry.mlflow.wire.Served;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.node.ObjectNode;

@Served
class AliasController {
    private static final String REASON = "Moved by an MLflow client";

    private final Aliases aliases;
    private final Models models;
    private final RegisteredModels registered;
    private final GuardedAliases guarded;

    AliasController(Aliases aliases, Models models, RegisteredModels registered, GuardedAliases guarded) {
        this.aliases = aliases;
        this.models = models;
        this.registered = registered;
        this.guarded = guarded;
    }

    @PostMapping("/registered-models/alias")
    ObjectNode set(Call call) {
        ProjectId project = call.writing();
        String name = model(project, call);
        String alias = Names.alias(call.required("alias"));
        RegisteredVersion version = registered.version(project, name, VersionController.number(call));
        if (!version.aliases().contains(alias)) {
            guarded.refuse(project, name, alias);
        }
        aliases.move(new AliasChange(project, new VersionRef(name, version.number()), alias, call.caller().name(),
                REASON,
                null, null));
        return Json.object();
    }

    @DeleteMapping("/registered-models/alias")
    ObjectNode delete(Call call) {
        ProjectId project = call.writing();
        String name = model(project, call);
        String alias = Names.alias(call.required("alias"));
        if (registered.byAlias(project, name, alias).isPresent()) {
            guarded.refuse(project, name, alias);
            aliases.remove(project, name, alias, call.caller().name(), REASON);
        }
        return Json.object();
    }

    @GetMapping("/registered-models/alias")
    ObjectNode get(Call call) {
        String name = call.required("name");
        String alias = call.required("alias");
        return VersionController.shown(registered.byAlias(call.reading(), name, alias).orElseThrow(
                () -> MlflowError.INVALID_PARAMETER_VALUE.because("Registered model alias " + alias + " not found.")));
    }

    private String model(ProjectId project, Call call) {
        String name = call.required("name");
        return models.find(project, name).orElseThrow(() -> RegisteredModels.noModel(name)).name();
    }
}

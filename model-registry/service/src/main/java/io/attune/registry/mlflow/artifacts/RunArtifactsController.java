package io.attune.registry.mlflow.artifacts;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;

import io.attune.kernel.ProjectId;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.registry.mlflow.wire.Call;
import io.attune.registry.mlflow.wire.Json;
import io.attune.registry.mlflow.wire.MlflowError;
import io.attune.registry.mlflow.wire.Served;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.node.ObjectNode;

/** Artifacts of a run and of a version, by their paths within it. */
@Served(under = "")
class RunArtifactsController {
    private final Artifacts artifacts;
    private final ArtifactRoots roots;

    RunArtifactsController(Artifacts artifacts, ArtifactRoots roots) {
        this.artifacts = artifacts;
        this.roots = roots;
    }

    @GetMapping({"/api/2.0/mlflow/artifacts/list", "/ajax-api/2.0/mlflow/artifacts/list"})
    ObjectNode list(Call call) {
        ProjectId project = call.reading();
        String root = roots.ofRun(project, call.required("run_id", "run_uuid"));
        String path = path(call);
        return Json.put(Json.object().put("root_uri", root), "files", artifacts.folder(project, Artifacts.path(root,
                path)), entry -> ProxyController.file(path.isEmpty() ? entry.name() : path + "/" + entry.name(),
                        entry));
    }

    @GetMapping("/get-artifact")
    ResponseEntity<Resource> ofRun(Call call) {
        ProjectId project = call.reading();
        String root = roots.ofRun(project, call.required("run_uuid", "run_id"));
        return ProxyController.sent(project, Artifacts.path(root, required(call)), artifacts);
    }

    @GetMapping("/model-versions/get-artifact")
    ResponseEntity<Resource> ofVersion(Call call) {
        ProjectId project = call.reading();
        String version = call.required("version");
        if (!version.matches("\\d{1,9}")) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("Model version must be an integer, got '" + version
                    + "'");
        }
        String root = roots.ofVersion(project, call.required("name"), Integer.parseInt(version));
        return ProxyController.sent(project, Artifacts.path(root, required(call)), artifacts);
    }

    @PostMapping("/ajax-api/2.0/mlflow/upload-artifact")
    ObjectNode upload(Caller caller, @RequestParam("run_uuid") String run,
            @RequestParam(name = "path", required = false) @Nullable String path, HttpServletRequest request)
            throws IOException {
        caller.require(Permission.EDITOR);
        if (path == null || path.isEmpty()) {
            throw Call.missing("path");
        }
        artifacts.write(caller.project(), Artifacts.path(roots.ofRun(caller.project(), run), path),
                request.getInputStream());
        return Json.object();
    }

    private static String required(Call call) {
        call.required("path");
        return path(call);
    }

    /** What leads out of the run is no path within it, wherever it leads. */
    private static String path(Call call) {
        String path = call.text("path");
        if (path == null || path.isEmpty()) {
            return "";
        }
        if (path.startsWith("/") || ("/" + path + "/").contains("/../")) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("Invalid path: '" + path + "'.");
        }
        return path.replaceAll("/+$", "");
    }
}

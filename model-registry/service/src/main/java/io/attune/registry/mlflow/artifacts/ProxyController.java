package io.attune.registry.mlflow.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import jakarta.servlet.http.HttpServletRequest;

import io.attune.kernel.ProjectId;
import io.attune.platform.Caller;
import io.attune.platform.LargeObjects;
import io.attune.platform.ObjectKey;
import io.attune.platform.Permission;
import io.attune.registry.mlflow.wire.Call;
import io.attune.registry.mlflow.wire.Json;
import io.attune.registry.mlflow.wire.MlflowError;
import io.attune.registry.mlflow.wire.Served;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import tools.jackson.databind.node.ObjectNode;

/** Artifacts by path, for clients that have no key of the object store. */
@Served(under = {"/api/2.0/mlflow-artifacts", "/ajax-api/2.0/mlflow-artifacts"})
class ProxyController {
    private static final int PARTS = 10_000;
    private static final Duration VALIDITY = Duration.ofHours(6);

    private final Artifacts artifacts;
    private final LargeObjects large;

    ProxyController(Artifacts artifacts, LargeObjects large) {
        this.artifacts = artifacts;
        this.large = large;
    }

    @GetMapping("/artifacts")
    ObjectNode list(Call call) {
        String path = call.text("path");
        return Json.put(Json.object(), "files", artifacts.folder(call.reading(), path == null ? "" : path),
                entry -> file(entry.name(), entry));
    }

    static ObjectNode file(String path, LargeObjects.Entry entry) {
        ObjectNode file = Json.object().put("path", path).put("is_dir", entry.folder());
        return entry.folder() ? file : file.put("file_size", entry.bytes());
    }

    @GetMapping("/artifacts/{*path}")
    ResponseEntity<Resource> download(Caller caller, @PathVariable String path) {
        caller.require(Permission.VIEWER);
        return sent(caller.project(), relative(path), artifacts);
    }

    static ResponseEntity<Resource> sent(ProjectId project, String path, Artifacts artifacts) {
        InputStream content = artifacts.open(project, path).orElseThrow(
                () -> MlflowError.RESOURCE_DOES_NOT_EXIST.because("There is no artifact '" + path + "'"));
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_OCTET_STREAM).header(
                HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(path.substring(
                        path.lastIndexOf('/') + 1), StandardCharsets.UTF_8).build().toString()).header(
                                "X-Content-Type-Options", "nosniff").body(new InputStreamResource(content));
    }

    @PutMapping("/artifacts/{*path}")
    ObjectNode upload(Caller caller, @PathVariable String path, HttpServletRequest request) throws IOException {
        caller.require(Permission.EDITOR);
        artifacts.write(caller.project(), relative(path), request.getInputStream());
        return Json.object();
    }

    @DeleteMapping("/artifacts/{*path}")
    ObjectNode delete(Caller caller, @PathVariable String path) {
        caller.require(Permission.EDITOR);
        artifacts.delete(caller.project(), relative(path));
        return Json.object();
    }

    /** Parts go to the object store itself, at addresses that are signed for some hours. */
    @PostMapping("/mpu/create/{*folder}")
    ObjectNode begin(Call call, @PathVariable String folder) {
        ObjectKey key = key(call, folder);
        Long parts = call.number("num_parts");
        if (parts == null || parts < 1 || parts > PARTS) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("Invalid value " + parts
                    + " for parameter 'num_parts' supplied. It must be at least 1 and at most " + PARTS + ".");
        }
        String upload = large.begin(key);
        return Json.put(Json.object().put("upload_id", upload), "credentials", IntStream.rangeClosed(1,
                parts.intValue()).boxed().toList(), number -> Json.object().put("url", large.part(key, upload, number,
                        VALIDITY).toString()).put("part_number", number));
    }

    @PostMapping("/mpu/complete/{*folder}")
    ObjectNode complete(Call call, @PathVariable String folder) {
        ObjectKey key = key(call, folder);
        String upload = call.required("upload_id");
        Map<Integer, String> tags = new TreeMap<>();
        call.parts("parts").forEach(part -> {
            Long number = part.number("part_number");
            if (number == null || number < 1 || number > PARTS) {
                throw Call.missing("part_number");
            }
            tags.put(number.intValue(), part.required("etag"));
        });
        if (tags.isEmpty()) {
            throw Call.missing("parts");
        }
        large.complete(key, upload, tags);
        return Json.object();
    }

    @PostMapping("/mpu/abort/{*folder}")
    ObjectNode abort(Call call, @PathVariable String folder) {
        large.abort(key(call, folder), call.required("upload_id"));
        return Json.object();
    }

    /** The folder stands in the address; the body has the file's path at the client, of which the name counts. */
    private ObjectKey key(Call call, String folder) {
        ProjectId project = call.writing();
        String path = call.required("path");
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        String within = relative(folder);
        return artifacts.key(project, within.isEmpty() ? name : within + "/" + name);
    }

    private static String relative(String captured) {
        return captured.startsWith("/") ? captured.substring(1) : captured;
    }
}

package io.attune.registry.lineage;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.registry.Lineage;
import io.attune.registry.LineageNode;
import io.attune.registry.LineageNode.Kind;
import io.attune.registry.VersionRef;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Takes OpenLineage events (specification 2-0-2) at the path that its clients send to by default: what jobs elsewhere read
 * and wrote joins the lineage when they complete. Datasets of this project are named as the platform's own events name them
 * ({@code attune://project}, {@code dataset/NAME} or {@code model/NAME} with a version facet); all others are sources.
 */
@RestController
class OpenLineageController {
    private static final Set<String> TYPES = Set.of("START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER");
    private static final String OURS = "attune://";

    private final Lineage lineage;

    OpenLineageController(Lineage lineage) {
        this.lineage = lineage;
    }

    @PostMapping("/api/v1/lineage")
    @ResponseStatus(HttpStatus.CREATED)
    @Transactional
    void take(Caller caller, @RequestBody JsonNode event) {
        caller.require(Permission.EDITOR);
        Problems problems = new Problems();
        String type = event.path("eventType").asString("");
        if (!TYPES.contains(type)) {
            problems.add(new Problem("/eventType", "'" + type + "' is not a type of event", "Send one of "
                    + String.join(", ", TYPES.stream().sorted().toList()) + "."));
        }
        LineageNode run = run(caller.project(), event, problems);
        List<LineageNode> inputs = nodes(caller.project(), event, "inputs", problems);
        List<LineageNode> outputs = nodes(caller.project(), event, "outputs", problems);
        problems.throwIfAny("The event");
        if (type.equals("COMPLETE") && run != null) {
            inputs.forEach(input -> lineage.link(caller.project(), input, run));
            outputs.forEach(output -> lineage.link(caller.project(), run, output));
        }
    }

    private static @Nullable LineageNode run(ProjectId project, JsonNode event, Problems problems) {
        String id = event.at("/run/runId").asString("");
        String namespace = required(event, "/job/namespace", problems);
        String name = required(event, "/job/name", problems);
        try {
            String uuid = UUID.fromString(id).toString();
            return namespace.equals(OURS + project)
                    ? new LineageNode(Kind.RUN, "run_" + uuid.replace("-", ""))
                    : node(Kind.RUN, namespace + "/" + name + "@" + uuid, "/job/name", problems);
        } catch (IllegalArgumentException e) {
            problems.add(new Problem("/run/runId", "'" + id + "' is not a UUID", "Send the run's UUID."));
            return null;
        }
    }

    private static List<LineageNode> nodes(ProjectId project, JsonNode event, String field, Problems problems) {
        List<LineageNode> nodes = new ArrayList<>();
        JsonNode given = event.path(field);
        for (int i = 0; i < given.size(); i++) {
            LineageNode node = dataset(project, event, "/" + field + "/" + i, problems);
            if (node != null) {
                nodes.add(node);
            }
        }
        return nodes;
    }

    private static @Nullable LineageNode dataset(ProjectId project, JsonNode event, String pointer, Problems problems) {
        String namespace = required(event, pointer + "/namespace", problems);
        String name = required(event, pointer + "/name", problems);
        if (!namespace.startsWith(OURS)) {
            return node(Kind.SOURCE, namespace + "/" + name, pointer + "/name", problems);
        }
        if (!namespace.equals(OURS + project)) {
            problems.add(new Problem(pointer + "/namespace", "'" + namespace + "' is another project's",
                    "Send it with a key of that project."));
            return null;
        }
        String version = event.at(pointer + "/facets/version/datasetVersion").asString("");
        try {
            VersionRef ref = VersionRef.parse(name.substring(name.indexOf('/') + 1) + "@" + version);
            if (name.startsWith("dataset/")) {
                return LineageNode.dataset(ref);
            }
            if (name.startsWith("model/")) {
                return LineageNode.version(ref);
            }
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(pointer + "/facets/version/datasetVersion", "'" + version
                    + "' is not a version's number", "Name the version of '" + name + "'."));
            return null;
        }
        problems.add(new Problem(pointer + "/name", "'" + name + "' is neither a dataset nor a model",
                "Write dataset/NAME or model/NAME."));
        return null;
    }

    private static @Nullable LineageNode node(Kind kind, String key, String pointer, Problems problems) {
        try {
            return new LineageNode(kind, key);
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(pointer, String.valueOf(e.getMessage()), "Take a shorter name."));
            return null;
        }
    }

    private static String required(JsonNode event, String pointer, Problems problems) {
        String value = event.at(pointer).asString("");
        if (value.isBlank()) {
            problems.add(new Problem(pointer, "is missing", "OpenLineage requires it."));
        }
        return value;
    }
}

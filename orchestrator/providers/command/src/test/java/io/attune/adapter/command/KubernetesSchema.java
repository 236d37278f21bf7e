package io.attune.adapter.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/** The fields of a {@code batch/v1} Job that are used, each with its type as the published API has it; others are refused. */
final class KubernetesSchema {
    private static final Map<String, Set<String>> FIELDS = Map.ofEntries(
            Map.entry("Job", Set.of("apiVersion:string", "kind:string", "metadata:ObjectMeta", "spec:JobSpec")),
            Map.entry("ObjectMeta", Set.of("name:string", "namespace:string", "labels:map", "annotations:map")),
            Map.entry("JobSpec", Set.of("activeDeadlineSeconds:integer", "backoffLimit:integer", "completions:integer",
                    "parallelism:integer", "suspend:boolean", "template:PodTemplateSpec",
                    "ttlSecondsAfterFinished:integer")),
            Map.entry("PodTemplateSpec", Set.of("metadata:ObjectMeta", "spec:PodSpec")),
            Map.entry("PodSpec", Set.of("automountServiceAccountToken:boolean", "containers:[Container",
                    "restartPolicy:string", "serviceAccountName:string", "terminationGracePeriodSeconds:integer",
                    "volumes:[Volume")),
            Map.entry("Container", Set.of("args:[string", "command:[string", "env:[EnvVar", "image:string",
                    "name:string", "resources:ResourceRequirements", "volumeMounts:[VolumeMount", "workingDir:string")),
            Map.entry("EnvVar", Set.of("name:string", "value:string", "valueFrom:EnvVarSource")),
            Map.entry("EnvVarSource", Set.of("secretKeyRef:SecretKeySelector")),
            Map.entry("SecretKeySelector", Set.of("key:string", "name:string", "optional:boolean")),
            Map.entry("ResourceRequirements", Set.of("limits:map", "requests:map")),
            Map.entry("Volume", Set.of("name:string", "persistentVolumeClaim:PersistentVolumeClaimVolumeSource")),
            Map.entry("PersistentVolumeClaimVolumeSource", Set.of("claimName:string", "readOnly:boolean")),
            Map.entry("VolumeMount", Set.of("mountPath:string", "name:string", "readOnly:boolean", "subPath:string")));

    private final List<String> problems = new ArrayList<>();

    /** What is wrong with a Job, empty when nothing is. */
    List<String> check(JsonNode job) {
        check("", "Job", job);
        require(job.path("apiVersion").stringValue("").equals("batch/v1"), "apiVersion");
        require(job.path("kind").stringValue("").equals("Job"), "kind");
        require(job.at("/metadata/name").stringValue("").matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"),
                "metadata.name");
        for (JsonNode label : job.at("/metadata/labels")) {
            require(label.stringValue("").matches("([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?"), "a label");
        }
        JsonNode pod = job.at("/spec/template/spec");
        require(Set.of("Never", "OnFailure").contains(pod.path("restartPolicy").stringValue("")), "restartPolicy");
        require(pod.path("containers").size() > 0, "containers");
        for (JsonNode container : pod.path("containers")) {
            require(container.has("name") && container.has("image"), "a container's name and image");
            for (JsonNode mount : container.path("volumeMounts")) {
                require(mount.path("mountPath").stringValue("").startsWith("/"), "mountPath");
                require(pod.path("volumes").valueStream().anyMatch(volume -> volume.path("name").equals(
                        mount.path("name"))), "a mount of a volume that is not there");
            }
        }
        return problems;
    }

    private void check(String place, String type, JsonNode value) {
        switch (type) {
            case "string" -> require(value.isString(), place);
            case "integer" -> require(value.isIntegralNumber(), place);
            case "boolean" -> require(value.isBoolean(), place);
            case "map" -> value.properties().forEach(entry -> require(entry.getValue().isString(), place));
            default -> object(place, type, value);
        }
    }

    private void object(String place, String type, JsonNode value) {
        require(value.isObject(), place + " is no " + type);
        value.properties().forEach(field -> {
            String name = field.getKey();
            String found = FIELDS.get(type).stream().filter(f -> f.startsWith(name + ":")).findFirst().orElse("");
            String kind = found.substring(found.indexOf(':') + 1);
            if (found.isEmpty()) {
                problems.add("unknown field \"" + place + "." + name + "\"");
            } else if (kind.startsWith("[")) {
                require(field.getValue().isArray(), place + "." + name);
                field.getValue().forEach(item -> check(place + "." + name, kind.substring(1), item));
            } else {
                check(place + "." + name, kind, field.getValue());
            }
        });
    }

    private void require(boolean holds, String place) {
        if (!holds) {
            problems.add("invalid value: " + place);
        }
    }
}

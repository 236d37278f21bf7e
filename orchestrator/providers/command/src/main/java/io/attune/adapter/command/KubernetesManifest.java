package io.attune.adapter.command;

import java.util.Map;

import io.attune.adapter.command.CommandSettings.Kubernetes;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A Job that runs the supervisor of one job's folder, once: no retry, no restart, no other pod in its place. */
final class KubernetesManifest {
    /** By which Jobs are found; its value is the Job's name. */
    static final String LABEL = "attune.io/job";
    private static final int DEADLINE_MARGIN_SECONDS = 600;

    private KubernetesManifest() {}

    static ObjectNode of(CommandSettings settings, Kubernetes cluster, String name, String key) {
        ObjectNode job = Json.MAPPER.createObjectNode().put("apiVersion", "batch/v1").put("kind", "Job");
        ObjectNode metadata = job.putObject("metadata").put("name", name).put("namespace", cluster.namespace());
        ObjectNode labels = metadata.putObject("labels").put(LABEL, name).put("app.kubernetes.io/managed-by", "attune");
        if (cluster.queue() != null) {
            labels.put("kueue.x-k8s.io/queue-name", cluster.queue());
        }
        metadata.putObject("annotations").put("attune.io/run-key", key);
        ObjectNode spec = job.putObject("spec").put("backoffLimit", 0).put("completions", 1).put("parallelism", 1).put(
                "activeDeadlineSeconds", settings.deadline().toSeconds() + DEADLINE_MARGIN_SECONDS);
        ObjectNode template = spec.putObject("template");
        template.putObject("metadata").putObject("labels").put(LABEL, name);
        ObjectNode pod = template.putObject("spec").put("restartPolicy", "Never").put("automountServiceAccountToken",
                false);
        if (cluster.serviceAccount() != null) {
            pod.put("serviceAccountName", cluster.serviceAccount());
        }
        pod.put("terminationGracePeriodSeconds", settings.grace().toSeconds());
        container(pod.putArray("containers").addObject(), settings, cluster, cluster.mountPath() + "/jobs/" + key);
        pod.putArray("volumes").addObject().put("name", "jobs").putObject("persistentVolumeClaim").put("claimName",
                cluster.claim());
        return job;
    }

    private static void container(ObjectNode container, CommandSettings settings, Kubernetes cluster, String folder) {
        container.put("name", "trainer").put("image", cluster.image());
        container.putArray("command").add("/bin/sh").add(folder + "/supervise.sh").add(folder);
        ArrayNode environment = container.putArray("env");
        for (Map.Entry<String, String> secret : cluster.secrets().entrySet()) {
            String[] reference = secret.getValue().split("/", 2);
            environment.addObject().put("name", secret.getKey()).putObject("valueFrom").putObject("secretKeyRef").put(
                    "name", reference[0]).put("key", reference[1]);
        }
        if (settings.gpus() > 0) {
            container.putObject("resources").putObject("limits").put(cluster.gpuResource(), String.valueOf(
                    settings.gpus()));
        }
        ObjectNode mount = container.putArray("volumeMounts").addObject().put("name", "jobs").put("mountPath",
                cluster.mountPath());
        if (!cluster.subPath().isEmpty()) {
            mount.put("subPath", cluster.subPath());
        }
    }
}

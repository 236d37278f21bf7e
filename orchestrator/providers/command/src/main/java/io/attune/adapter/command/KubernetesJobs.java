package io.attune.adapter.command;

import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import io.attune.adapter.command.CommandSettings.Kubernetes;
import io.attune.adapter.command.Http.NoAnswer;
import io.attune.adapter.command.Http.Reply;
import io.attune.kernel.Digest;
import io.attune.provider.ProviderException;
import io.attune.provider.SubmitOutcome;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Jobs of a Kubernetes cluster, by its REST API ({@code batch/v1}). A Job's name is derived from folder and run key, so the
 * API server itself lets a key have one Job.
 */
final class KubernetesJobs {
    private static final String CREATING = "creating a Job";
    private static final String READING = "reading a Job";
    private static final int NAME_DIGITS = 40;

    private final CommandSettings settings;
    private final Kubernetes cluster;
    private final Http http;
    private final InstantSource clock;

    KubernetesJobs(CommandSettings settings, Kubernetes cluster, HttpClient client, InstantSource clock) {
        this.settings = settings;
        this.cluster = cluster;
        this.clock = clock;
        http = new Http(client, "Connection '" + settings.connection().name() + "' at " + cluster.api(), cluster.api(),
                settings.connection().credential(), settings.connection().timeout());
    }

    /** The name of a key's Job. */
    String name(String key) {
        return "attune-" + Digest.of(settings.place().folder() + "\n" + key).hex().substring(0, NAME_DIGITS);
    }

    /**
     * Creates a key's Job, once; null when there is one now, by this call or an earlier one, and how it went wrong
     * otherwise.
     */
    @Nullable
    SubmitOutcome create(CommandSettings job, String key, Instant sendBefore) {
        BodyPublisher body = new DeadlineBody(Http.json(KubernetesManifest.of(job, cluster, name(key), key)),
                clock,
                sendBefore);
        Reply reply;
        try {
            reply = http.send(CREATING, "POST", jobs() + "?fieldValidation=Strict", body);
        } catch (NoAnswer e) {
            return e.sent() ? new SubmitOutcome.InDoubt(e.message()) : new SubmitOutcome.NotSent(e.message());
        } catch (ProviderException e) {
            return new SubmitOutcome.Refused(e.code(), e.message());
        }
        String said = http.describe(CREATING, reply);
        return switch (reply.status()) {
            case 409 -> null; // the name is the key's: the Job that is there is this one
            case 429 -> new SubmitOutcome.NoRoom(ProviderException.RATE_LIMITED, said, null);
            case 408 -> new SubmitOutcome.InDoubt(said);
            default -> {
                if (reply.isSuccess()) {
                    yield null;
                }
                yield reply.status() >= 400 && reply.status() < 500
                        ? new SubmitOutcome.Refused(Http.code(reply.status()), said)
                        : new SubmitOutcome.InDoubt(said);
            }
        };
    }

    /** A Job's standing in one word; empty when there is no such Job. */
    Optional<String> word(String key) {
        Reply reply = http.ask(READING, "GET", jobs() + "/" + name(key), null);
        if (reply.status() == 404) {
            return Optional.empty();
        }
        if (!reply.isSuccess()) {
            throw http.failure(READING, reply);
        }
        return Optional.of(word(reply.body()));
    }

    /** As {@link #word}, by the label and not by the name. */
    Optional<String> find(String key) {
        String selector = URLEncoder.encode(KubernetesManifest.LABEL + "=" + name(key), StandardCharsets.UTF_8);
        JsonNode items = http.askWell("looking for a Job", "GET", jobs() + "?labelSelector=" + selector, null).path(
                "items");
        for (JsonNode item : items) {
            if (item.path("metadata").path("name").stringValue("").equals(name(key))) {
                return Optional.of(word(item));
            }
        }
        return Optional.empty();
    }

    /** Deletes a Job and its pods; one that is gone counts as deleted. */
    void delete(String key) {
        Reply reply = http.ask("deleting a Job", "DELETE", jobs() + "/" + name(key), Http.json(
                Json.MAPPER.createObjectNode().put("apiVersion", "v1").put("kind", "DeleteOptions").put(
                        "propagationPolicy", "Foreground")));
        if (!reply.isSuccess() && reply.status() != 404) {
            throw http.failure("deleting a Job", reply);
        }
    }

    /**
     * Why a Job's pod ended before its trainer began: what Kubernetes says of the container, and the last lines of the
     * pod's log, which are the image's own and never a trainer's. Empty when nothing is known.
     */
    String whyPodFailed(String key) {
        String selector = URLEncoder.encode("batch.kubernetes.io/job-name=" + name(key), StandardCharsets.UTF_8);
        String pods = "/api/v1/namespaces/" + cluster.namespace() + "/pods";
        StringBuilder why = new StringBuilder();
        for (JsonNode pod : http.askWell("listing pods", "GET", pods + "?labelSelector=" + selector, null).path(
                "items")) {
            JsonNode ended = pod.path("status").path("containerStatuses").path(0).path("state").path("terminated");
            why.append(ended.path("reason").stringValue(pod.path("status").path("reason").stringValue("")));
            if (ended.path("exitCode").isNumber()) {
                why.append(" with exit status ").append(ended.path("exitCode").intValue());
            }
            Reply log = http.ask("reading a pod's log", "GET", pods + "/" + pod.path("metadata").path(
                    "name").stringValue("-") + "/log?container=trainer&tailLines=5&limitBytes=1000", null);
            if (log.isSuccess() && log.body().isString() && !log.body().stringValue().isBlank()) {
                why.append(": ").append(http.clean(log.body().stringValue().strip()));
            }
        }
        return why.toString();
    }

    private String jobs() {
        return "/apis/batch/v1/namespaces/" + cluster.namespace() + "/jobs";
    }

    /** The condition that holds, an unknown one too; else whether a pod is there. */
    private static String word(JsonNode job) {
        for (JsonNode condition : job.path("status").path("conditions")) {
            if (condition.path("status").stringValue("").equals("True")) {
                String type = condition.path("type").stringValue("");
                return type.startsWith("Fail") && condition.path("reason").stringValue("").equals("DeadlineExceeded")
                        ? "DeadlineExceeded"
                        : type;
            }
        }
        return job.path("status").path("active").asInt(0) > 0 ? "Active" : "Pending";
    }
}

package io.attune.cli.knowledge;

import java.time.Duration;
import java.util.List;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import io.attune.cli.failure.Pause;
import io.attune.cli.processes.Watcher;
import io.attune.cli.terminal.Format;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes a knowledge base equal to a release's configuration metadata, and tells how far that is. */
public final class KnowledgeSync {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final ApiClient api;
    private final Pause pause;

    public KnowledgeSync(ApiClient api, Pause pause) {
        this.api = api;
        this.pause = pause;
    }

    /**
     * Makes the knowledge base if it is missing, fills it, and returns what changed once every document is answerable.
     *
     * @return added, changed, removed, unchanged, lsn, version
     */
    public JsonNode run(String base, List<String> artifacts, String version, Watcher watcher) {
        String path = "/api/v1/knowledge-bases/" + ApiClient.encode(base);
        api.put(path, Json.object());
        ObjectNode feed = Json.object().put("type", "spring-metadata").put("version", version);
        artifacts.forEach(feed.putArray("artifacts")::add);
        JsonNode sync = api.post(path + "/sync", feed);
        while (Json.text(sync, "/state").equals("running")) {
            watcher.waiting("Filling with " + version, Json.whole(sync, "/done"), Json.whole(sync, "/total"));
            pause.await(LOOK_EVERY);
            sync = api.get(path + "/sync");
        }
        if (Json.text(sync, "/state").equals("failed")) {
            String reason = Json.text(sync, "/problem");
            throw new CliException(ExitCode.OUTSIDE, "The knowledge base " + base + " could not be filled with "
                    + version + (reason.isEmpty() ? "" : ": " + reason), "Try again; what is in already is skipped.");
        }
        return sync.at("/result").isObject() ? sync.at("/result") : sync;
    }

    /** What a sync changed, in one line. */
    public static String describe(JsonNode result) {
        return "version " + Json.text(result, "/version") + ": " + Format.count(Json.whole(result, "/added"))
                + " added, " + Format.count(Json.whole(result, "/changed")) + " changed, "
                + Format.count(Json.whole(result, "/removed")) + " removed, "
                + Format.count(Json.whole(result, "/unchanged")) + " unchanged";
    }
}

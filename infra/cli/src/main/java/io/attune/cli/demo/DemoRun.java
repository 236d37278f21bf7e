package io.attune.cli.demo;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import io.attune.cli.command.Cli;
import io.attune.cli.command.RecipeFiles;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The demo's recipe and its run. */
final class DemoRun {
    private static final int ATTEMPTS_MAX = 50;

    private final Cli cli;
    private final ApiClient api;
    private String recipe = "config-assistant";
    private String digest = "";

    DemoRun(Cli cli, ApiClient api) {
        this.cli = cli;
        this.api = api;
    }

    /** Checks the recipe, then makes it known; the same text again is the same version. */
    void apply() {
        Path file = cli.installation().demoFiles().resolve("config-assistant.yaml");
        ObjectNode request = RecipeFiles.request(cli, file);
        api.post("/api/v1/recipes?dryRun=true", request);
        JsonNode applied = api.post("/api/v1/recipes", request);
        String name = Json.text(applied, "/name");
        recipe = name.isEmpty() ? recipe : name;
        digest = Json.text(applied, "/digest");
        cli.screen().print("  " + recipe + " version " + Json.text(applied, "/version") + " is valid and applied: "
                + cli.installation().root().relativize(file));
    }

    /**
     * Starts the run, or finds the one that was started before: its key follows from the data folder and the recipe. Only
     * when that one failed or was cancelled, a further one is started.
     */
    String start() {
        for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
            JsonNode run = api.post("/api/v1/runs", Json.object().put("recipe", recipe),
                    Map.of(ApiClient.IDEMPOTENCY_KEY, key(attempt)));
            String state = Json.text(run, "/state");
            if (!state.equals("FAILED") && !state.equals("CANCELLED")) {
                return Json.text(run, "/id");
            }
        }
        throw new CliException(ExitCode.OUTSIDE, "The demo's run has failed " + ATTEMPTS_MAX + " times",
                "See why with: ./attune runs   Begin anew with: ./attune demo --fresh");
    }

    /** The deployment the run made. */
    String deployment(JsonNode run) {
        String name = Json.text(run, "/deployment/name");
        return name.isEmpty() ? recipe : name;
    }

    private String key(int attempt) {
        String origin = cli.data().path() + "\n" + digest + "\n" + attempt;
        return "demo-" + UUID.nameUUIDFromBytes(origin.getBytes(StandardCharsets.UTF_8));
    }
}

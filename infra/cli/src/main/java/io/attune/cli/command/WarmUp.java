package io.attune.cli.command;

import java.net.URI;
import java.util.concurrent.Callable;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Endpoint;
import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import picocli.CommandLine.Command;

/**
 * Touches what the short commands use, so that the launcher can have the classes of a typical command archived, and the
 * commands after it start quickly. Not for people.
 */
@Command(name = "warm-up", hidden = true, description = "Touches what short commands use.")
final class WarmUp implements Callable<Integer> {
    private static final Endpoint NOBODY = new Endpoint(URI.create("http://127.0.0.1:9"), "", "");

    private final Cli cli;

    WarmUp(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        cli.list(Json.read("{\"items\":[{\"id\":\"run_1\",\"createdAt\":\"2026-01-01T00:00:00Z\",\"billTotal\":"
                + "{\"amount\":\"1.5\",\"currency\":\"USD\"}}]}").orElseGet(Json::object), new Columns().text("RUN",
                        "/id").time("STARTED", "/createdAt").money("BILL", "/billTotal"));
        cli.localPlatform().status();
        try {
            new ApiClient(NOBODY).get("/api/v1/runs");
        } catch (CliException e) {
            cli.screen().say(e.message());
        }
        return ExitCode.DONE.number();
    }
}

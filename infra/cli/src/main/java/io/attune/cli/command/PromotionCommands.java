package io.attune.cli.command;

import java.util.List;
import java.util.concurrent.Callable;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code attune promotion}. */
@Command(name = "promotion", aliases = "promotions", description = "Promotions: list, request, approve, reject.", footer = {
        "",
        "Examples:", "  attune promotions", "  attune promotion approve prm_… --comment 'figures look right'"})
final class PromotionCommands implements Callable<Integer> {
    private static final String PATH = "/api/v1/promotions";

    private final Cli cli;

    PromotionCommands(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", description = "The promotions, newest first.", footer = {"", "Example:",
            "  attune promotion list"})
    int list() {
        cli.list(cli.api().get(PATH), new Columns().text("PROMOTION", "/id").text("VERSION", "/version").text("ALIAS",
                "/alias").text("STATE", "/state").count("APPROVALS MISSING", "/missing").text("REQUESTED BY",
                        "/requester").time("REQUESTED", "/requestedAt"));
        return 0;
    }

    @Command(name = "request", description = {"Asks for a promotion by the gates that were judged of the version last.",
            "It takes another person's approval, or two where the policy says so."}, footer = {"", "Example:",
                    "  attune promotion request config-assistant@2 --alias champion"})
    int request(
            @Parameters(paramLabel = "MODEL@N", description = "A version, such as config-assistant@2.") String version,
            @Option(names = "--alias", paramLabel = "ALIAS", defaultValue = "champion", description = "What it is to become; champion unless said.") String alias,
            @Option(names = "--approvals", paramLabel = "N", defaultValue = "1", description = "How many people must approve: 1 or 2; the policy may ask for more.") int approvals) {
        JsonNode answer = cli.api().post(PATH, Json.object().put("version", version).put("alias", alias).put(
                "approvals", approvals));
        cli.show(answer, asked -> List.of(Json.text(asked, "/promotion/id") + "  " + Json.text(asked, "/outcome"),
                "  attune promotions"));
        return 0;
    }

    @Command(name = "approve", description = "Approves a promotion that waits.", footer = {"", "Example:",
            "  attune promotion approve prm_…"})
    int approve(@Parameters(paramLabel = "PROMOTION", description = "Its id.") String id,
            @Option(names = "--comment", paramLabel = "TEXT", defaultValue = "", description = "Why.") String comment) {
        return decide(id, "approve", comment);
    }

    @Command(name = "reject", description = "Rejects a promotion that waits.", footer = {"", "Example:",
            "  attune promotion reject prm_… --comment 'refusals are worse'"})
    int reject(@Parameters(paramLabel = "PROMOTION", description = "Its id.") String id,
            @Option(names = "--comment", paramLabel = "TEXT", defaultValue = "", description = "Why.") String comment) {
        return decide(id, "reject", comment);
    }

    private int decide(String id, String verb, String comment) {
        JsonNode answer = cli.api().post(PATH + "/" + ApiClient.encode(id) + "/" + verb,
                Json.object().put("comment", comment));
        cli.show(answer, decided -> List.of(id + "  " + Json.text(decided, "/outcome"), "  attune promotions"));
        return 0;
    }
}

package io.attune.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code attune notification}. */
@Command(name = "notification", aliases = "notifications", description = "Notifications: who is told what, the delivery log, redelivery.", footer = {
        "", "Examples:", "  attune notifications", "  attune notification deliveries --limit 20",
        "  attune notification redeliver msg_01a2…"})
final class NotificationCommands implements Callable<Integer> {
    private static final String PATH = "/api/v1/deliveries";

    private final Cli cli;

    NotificationCommands(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return channels();
    }

    @Command(name = "channels", description = "Who is told what, as the operator configured it.", footer = {"",
            "Example:",
            "  attune notification channels"})
    int channels() {
        cli.list(cli.api().get("/api/v1/notification-targets"), new Columns().text("NAME", "/name").text("KIND",
                "/kind").text("WHERE", "/host").cell("EVENTS", target -> {
                    List<String> events = Json.list(target, "/events").stream().map(JsonNode::asString).toList();
                    return events.isEmpty() ? "all" : String.join(", ", events);
                }));
        return 0;
    }

    @Command(name = "deliveries", description = "What was delivered or is on its way, newest first.", footer = {"",
            "Example:", "  attune notification deliveries"})
    int deliveries(
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most so many (default: 50).") int limit) {
        cli.list(new Pages(cli.api()).collect(PATH + "?", limit), new Columns().text("ID", "/id").time("WHEN",
                "/madeAt").text("EVENT", "/event").text("TARGET", "/target").text("STATE", "/state").cell("TRIES",
                        delivery -> Integer.toString(Json.list(delivery, "/attempts").size())));
        return 0;
    }

    @Command(name = "show", description = "One delivery with every try.", footer = {"", "Example:",
            "  attune notification show msg_01a2…"})
    int show(@Parameters(paramLabel = "ID", description = "Of the delivery.") String id) {
        cli.show(cli.api().get(PATH + "/" + ApiClient.encode(id)), delivery -> {
            List<String> lines = new ArrayList<>(List.of(Json.text(delivery, "/event") + " to " + Json.text(delivery,
                    "/target") + ": " + Json.text(delivery, "/state")));
            Json.list(delivery, "/attempts").forEach(attempt -> lines.add("  " + Columns.time(Json.text(attempt, "/at"))
                    + "  " + (Json.text(attempt, "/status").isEmpty() ? "no answer" : Json.text(attempt, "/status"))
                    + "  "
                    + Json.text(attempt, "/answer")));
            lines.add("  attune notification redeliver " + id);
            return lines;
        });
        return 0;
    }

    @Command(name = "redeliver", description = "Delivers once more, with the id it had.", footer = {"", "Example:",
            "  attune notification redeliver msg_01a2…"})
    int redeliver(@Parameters(paramLabel = "ID", description = "Of the delivery.") String id) {
        cli.show(cli.api().post(PATH + "/" + ApiClient.encode(id) + "/redeliver", Json.object()), delivery -> List.of(id
                + " is " + Json.text(delivery, "/state"), "  attune notification show " + id));
        return 0;
    }
}

package io.attune.cli.command;

import java.util.List;
import java.util.concurrent.Callable;

import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import io.attune.cli.processes.LocalPlatform;
import io.attune.cli.processes.LocalPlatform.Part;
import io.attune.cli.terminal.Style;
import io.attune.cli.terminal.Table;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code attune status}. */
@Command(name = "status", description = "Health and addresses of the local platform.", footer = {"",
        "Exit code 0 when everything is up, 5 otherwise.", "", "Examples:", "  attune status",
        "  attune status --json"})
final class StatusCommand implements Callable<Integer> {
    private final Cli cli;

    StatusCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        LocalPlatform platform = cli.localPlatform();
        List<Part> parts = platform.status();
        boolean allUp = parts.stream().allMatch(part -> part.state().equals("up"));
        if (cli.wantsJson()) {
            cli.screen().print(Json.pretty(json(parts)));
        } else {
            Style style = cli.screen().style();
            Table table = new Table().column("PART").column("STATE").column("ADDRESS").number("PROCESS");
            parts.forEach(part -> table.row(part.name(), state(style, part.state()), part.address(),
                    part.pid() == 0 ? "" : Long.toString(part.pid())));
            cli.screen().print(table);
            platform.baseModelProgress().filter(line -> Json.text(line, "/stage").equals("base-model")).ifPresent(
                    line -> cli.screen().print("base model: " + Json.text(line, "/note") + ", "
                            + Json.text(line, "/done") + " of " + Json.text(line, "/total") + " steps"));
            if (!allUp) {
                cli.screen().say(next(parts));
            } else {
                freezes().forEach(cli.screen()::print);
            }
        }
        return allUp ? 0 : ExitCode.OUTSIDE.number();
    }

    /** What is frozen, or nothing where the platform cannot be asked: its health stands above. */
    private List<String> freezes() {
        try {
            return Json.items(cli.api().get("/api/v1/freezes")).stream().map(StatusCommand::frozen).toList();
        } catch (CliException e) {
            return List.of();
        }
    }

    /** A freeze in one line. */
    static String frozen(JsonNode freeze) {
        String connection = Json.text(freeze, "/connection");
        return "frozen: " + (connection.isEmpty() ? "all new spending" : "new spending through " + connection)
                + " since " + Columns.time(Json.text(freeze, "/at")) + " by " + Json.text(freeze, "/by") + ": "
                + Json.text(freeze, "/reason");
    }

    static JsonNode json(List<Part> parts) {
        ObjectNode answer = Json.object();
        var items = answer.putArray("items");
        for (Part part : parts) {
            items.addObject().put("name", part.name()).put("state", part.state()).put("address", part.address()).put(
                    "pid", part.pid());
        }
        return answer;
    }

    private String next(List<Part> parts) {
        boolean died = parts.stream().anyMatch(part -> part.state().equals("died"));
        return died
                ? "The platform ended without being stopped; its log: " + cli.data().logs().resolve("platform.log")
                        + "   Start it again with: ./attune up"
                : "Start it with: ./attune up";
    }

    private static String state(Style style, String state) {
        return switch (state) {
            case "up" -> style.green(state);
            case "died" -> style.red(state);
            case "starting" -> style.yellow(state);
            default -> style.dim(state);
        };
    }
}

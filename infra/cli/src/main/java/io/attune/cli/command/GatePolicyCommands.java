package io.attune.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code attune policy gates}. */
@Command(name = "gates", description = {
        "What every version must reach before it is promoted, whatever its recipe asks.",
        "A recipe may ask for more, never for less; what it does not ask for joins its gates."}, footer = {"",
                "The file:", "  policy: gates", "  minimum: 50          # examples that a gate needs",
                "  level: 99%%           # of the intervals that gates are decided by", "  gates:",
                "    - {suite: harmful-requests@2, measure: harmful-compliance, noWorseThan: base}",
                "    - {suite: all, measure: exact-value, arm: tuned+retrieval, atLeast: 0.9}", "", "Examples:",
                "  attune policy gates", "  attune policy gates set gates.yaml"})
final class GatePolicyCommands implements Callable<Integer> {
    private static final String PATH = "/api/v1/policies/gates";
    private static final long BYTES_MAX = 100_000;

    private final Cli cli;

    GatePolicyCommands(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return show();
    }

    @Command(name = "show", description = "The policy in force.", footer = {"", "Example:",
            "  attune policy gates show"})
    int show() {
        cli.show(cli.api().get(PATH), this::lines);
        return 0;
    }

    @Command(name = "set", description = "Puts a policy in force in place of the one that stands; takes an approver.", footer = {
            "", "A file with 'gates: []' and nothing else takes every floor away.", "", "Example:",
            "  attune policy gates set gates.yaml"})
    int set(@Parameters(paramLabel = "FILE", description = "The policy, YAML or JSON.") Path file) {
        String version = Json.text(cli.api().get(PATH), "/version");
        JsonNode answer = cli.api().put(PATH, Json.object().put("yaml", read(file)), Map.of("If-Match", "\"" + version
                + "\""));
        cli.show(answer, this::lines);
        return 0;
    }

    @Command(name = "history", description = "Every version, who set it and when.", footer = {"", "Example:",
            "  attune policy gates history"})
    int history() {
        cli.list(cli.api().get(PATH + "/history"), new Columns().count("VERSION", "/version").time("SET",
                "/setAt").text("BY", "/setBy").cell("GATES", one -> String.valueOf(Json.list(one,
                        "/policy/gates").size())).text("DIGEST", "/digest"));
        return 0;
    }

    private List<String> lines(JsonNode answer) {
        List<String> lines = new ArrayList<>();
        if (Json.text(answer, "/version").equals("0")) {
            lines.add("no policy: recipes decide alone what a version must reach");
            lines.add("  attune policy gates set FILE");
            return lines;
        }
        lines.add("policy of gates, version " + Json.text(answer, "/version") + ", set by " + Json.text(answer,
                "/setBy"));
        lines.addAll(new Explanation(Json.object(), "").lines(answer.at("/policy")).stream().map(
                line -> "  " + line).toList());
        lines.add("  " + Json.text(answer, "/digest"));
        return lines;
    }

    private static String read(Path file) {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new CliException(ExitCode.BAD_INPUT, file + " is too large for a policy", "Name another file.");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_INPUT, file + " cannot be read", "Name a file that is there.");
        }
    }
}

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

/** {@code attune quarantine}. */
@Command(name = "quarantine", aliases = "quarantines", description = {
        "What must not be trained on, promoted or served.",
        "A dataset or source that is quarantined reaches what is made from it."}, footer = {"", "Examples:",
                "  attune quarantines",
                "  attune quarantine add dataset:config-assistant@1 --reason 'licence is in question'",
                "  attune quarantine lift dataset:config-assistant@1 --reason 'licence was granted'"})
final class QuarantineCommands implements Callable<Integer> {
    private static final String PATH = "/api/v1/quarantines";
    private static final String NODE = "As in the lineage: version:MODEL@N, dataset:NAME@N or source:NAME@sha256:…";

    private final Cli cli;

    QuarantineCommands(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return list(false);
    }

    @Command(name = "list", description = "What is quarantined, newest first.", footer = {"", "Examples:",
            "  attune quarantine list", "  attune quarantine list --history"})
    int list(@Option(names = "--history", description = "Also what was lifted.") boolean history) {
        Columns columns = new Columns().text("WHAT", "/node").time("SINCE", "/placedAt").text("BY", "/placedBy").text(
                "REASON", "/reason");
        cli.list(cli.api().get(PATH + (history ? "?history=true" : "")), history
                ? columns.time("LIFTED", "/liftedAt").text("LIFTED BY", "/liftedBy").text("BECAUSE", "/liftReason")
                : columns);
        return 0;
    }

    @Command(name = "show", description = "What holds for one thing and why, and what was made from it.", footer = {"",
            "Example:", "  attune quarantine show version:config-assistant@1"})
    int show(@Parameters(paramLabel = "NODE", description = NODE) String node) {
        cli.show(cli.api().get(PATH + "/" + ApiClient.encode(node)), this::lines);
        return 0;
    }

    @Command(name = "add", description = "Quarantines it from now on; takes an approver.", footer = {"", "Example:",
            "  attune quarantine add version:config-assistant@2 --reason 'answers leak a customer name'"})
    int add(@Parameters(paramLabel = "NODE", description = NODE) String node,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; it is kept.") String reason) {
        cli.show(cli.api().post(PATH, Json.object().put("node", node).put("reason", reason)), answer -> {
            List<String> lines = new ArrayList<>();
            lines.add(cli.screen().style().bold("quarantined") + "  " + node);
            lines.addAll(dependants(answer));
            lines.add("  attune quarantine lift " + node + " --reason TEXT");
            return lines;
        });
        return 0;
    }

    @Command(name = "lift", description = "Lets it be used again; takes an approver.", footer = {"", "Example:",
            "  attune quarantine lift version:config-assistant@2 --reason 'it was another model'"})
    int lift(@Parameters(paramLabel = "NODE", description = NODE) String node,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; it is kept.") String reason) {
        cli.show(cli.api().post(PATH + "/" + ApiClient.encode(node) + "/lift", Json.object().put("reason", reason)),
                answer -> List.of("lifted  " + node, "  attune quarantine list --history"));
        return 0;
    }

    private List<String> lines(JsonNode answer) {
        List<String> lines = new ArrayList<>();
        List<JsonNode> standing = Json.list(answer, "/standing");
        lines.add(cli.screen().style().bold(Json.text(answer, "/node")) + (standing.isEmpty()
                ? "  may be used"
                : "  must not be used"));
        standing.forEach(one -> lines.add("  " + Json.text(one, "/node") + " since " + Columns.time(Json.text(one,
                "/placedAt")) + " by " + Json.text(one, "/placedBy") + ": " + Json.text(one, "/reason")));
        lines.addAll(dependants(answer));
        return lines;
    }

    private static List<String> dependants(JsonNode answer) {
        List<String> found = Json.list(answer, "/dependants").stream().map(JsonNode::asString).toList();
        List<String> lines = new ArrayList<>();
        lines.add(found.isEmpty() ? "  nothing was made from it" : "  made from it:");
        found.forEach(one -> lines.add("    " + one));
        return lines;
    }
}

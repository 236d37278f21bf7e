package io.attune.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import io.attune.cli.failure.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code attune audit}. */
@Command(name = "audit", description = "Who did what, and whether the trail of it still stands as it was written.", footer = {
        "", "Each entry's hash covers the entry before it. The end of the chain is signed and, once a day,",
        "laid into the object store; verify holds the trail against all of these.", "", "Examples:",
        "  attune audit", "  attune audit list --subject config-assistant@3", "  attune audit export audit.jsonl",
        "  attune audit verify"})
final class AuditCommands implements Callable<Integer> {
    private static final String PATH = "/api/v1/audit";

    private final Cli cli;

    AuditCommands(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return list(null, 50);
    }

    @Command(name = "list", description = "The newest entries first.", footer = {"", "Examples:", "  attune audit list",
            "  attune audit list --subject config-assistant@3 --limit 200"})
    int list(
            @Option(names = "--subject", paramLabel = "ID", description = "Only what was done to this.") @Nullable String subject,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "How many (default: 50).") int limit) {
        String query = subject == null ? "?" : "?subject=" + ApiClient.encode(subject) + "&";
        cli.list(new Pages(cli.api()).collect(PATH + query, limit), new Columns().count("ENTRY", "/sequence").time(
                "WHEN", "/at").text("WHO", "/actor").text("DID", "/action").text("TO", "/subject"));
        return 0;
    }

    @Command(name = "export", description = "The whole trail as lines of JSON, oldest first.", footer = {"",
            "Examples:",
            "  attune audit export audit.jsonl", "  attune audit export | wc -l"})
    int export(
            @picocli.CommandLine.Parameters(paramLabel = "FILE", arity = "0..1", description = "Where to write it (default: to the output).") @Nullable Path file) {
        if (file == null) {
            cli.screen().print(cli.api().getText(PATH + "/export").stripTrailing());
        } else {
            cli.api().getFile(PATH + "/export", file);
            cli.screen().say("written to " + file);
        }
        return 0;
    }

    @Command(name = "verify", description = {
            "Walks the whole chain and names the first entry that is not as it was written.",
            "Exits with 1 when there is one."}, footer = {"", "Example:", "  attune audit verify"})
    int verify() {
        JsonNode verdict = cli.api().post(PATH + "/verify", Json.object());
        cli.show(verdict, this::view);
        return Json.isTrue(verdict, "/intact") ? 0 : ExitCode.NO.number();
    }

    private List<String> view(JsonNode verdict) {
        List<String> lines = new ArrayList<>();
        String held = Json.text(verdict, "/entries") + " entries, held against " + Json.text(verdict, "/anchors")
                + " anchored heads";
        if (Json.isTrue(verdict, "/intact")) {
            lines.add(cli.screen().style().green("intact") + "  " + held);
            lines.add("  ends with " + Json.text(verdict, "/headHash"));
            return lines;
        }
        lines.add(cli.screen().style().red("broken") + "  whole as far as " + held);
        Json.list(verdict, "/findings").forEach(finding -> lines.add("  " + Json.text(finding, "/message")));
        lines.add("  Keep the database and the object store as they are, and compare them with a backup.");
        return lines;
    }
}

package io.attune.cli.command;

import java.util.List;
import java.util.concurrent.Callable;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import io.attune.cli.terminal.Format;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code attune connection}. */
@Command(name = "connection", aliases = "connections", description = "Accounts at vendors: what they may be sent, and what lies there.", subcommands = PolicyCommands.class, footer = {
        "", "Examples:", "  attune connection copies", "  attune connection policy",
        "  attune connection policy allow eu-internal --class internal --region eu"})
final class ConnectionCommands implements Callable<Integer> {
    private static final String COPIES = "/api/v1/egress/copies";

    private final Cli cli;

    ConnectionCommands(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return copies("", false);
    }

    @Command(name = "copies", description = "Every copy of this project's data at a vendor, until when, and the proof that it is gone.", footer = {
            "", "Examples:", "  attune connection copies openai", "  attune connection copies --present --json"})
    int copies(
            @Parameters(paramLabel = "NAME", arity = "0..1", defaultValue = "", description = "One connection's (default: all).") String name,
            @Option(names = "--present", description = "Only those not known to be gone.") boolean present) {
        String query = "?gone=" + !present + (name.isEmpty() ? "" : "&connection=" + ApiClient.encode(name));
        cli.list(cli.api().get(COPIES + query), new Columns().text("CONNECTION", "/connection").text("FILE",
                "/file").cell(
                        "DATASET", row -> Json.text(row, "/dataset") + "@" + Json.text(row, "/version") + " "
                                + Json.text(row,
                                        "/part")).cell("SIZE", row -> Format.bytes(Json.whole(row, "/bytes"))).text(
                                                "STATE",
                                                "/state").time("SENT", "/sentAt").cell("UNTIL",
                                                        ConnectionCommands::until).text("RUN",
                                                                "/run").cell("TROUBLE OR PROOF", row -> Json.text(row,
                                                                        "/trouble").isEmpty()
                                                                                ? Json.text(row, "/proof")
                                                                                : Json.text(row, "/trouble")));
        return 0;
    }

    private static String until(JsonNode row) {
        String absent = Json.text(row, "/absentAt");
        String expires = Json.text(row, "/expiresAt");
        return !absent.isEmpty()
                ? "gone " + Columns.time(absent)
                : expires.isEmpty() ? Json.text(row, "/terms") : Columns.time(expires);
    }

    /** The lines of a list, for messages. */
    static String joined(JsonNode row, String pointer) {
        return String.join(", ", Json.list(row, pointer).stream().map(one -> one.asString()).toList());
    }

    static List<String> words(List<String> values) {
        return values.stream().map(String::strip).filter(value -> !value.isEmpty()).toList();
    }
}

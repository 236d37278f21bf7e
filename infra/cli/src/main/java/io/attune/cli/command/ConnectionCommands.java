package io.attune.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import io.attune.cli.terminal.Format;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code attune connection}. */
@Command(name = "connection", aliases = "connections", description = "Accounts at vendors: what they may be sent, and what lies there.", subcommands = PolicyCommands.class, footer = {
        "", "Examples:", "  attune connections", "  attune connection check openai",
        "  attune connection inventory openai", "  attune connection clean openai --yes",
        "  attune connection policy allow eu-internal --class internal --region eu"})
final class ConnectionCommands implements Callable<Integer> {
    private static final String PATH = "/api/v1/connections";
    private static final String COPIES = "/api/v1/egress/copies";
    private static final String NAME = "The connection's name.";

    private final Cli cli;

    ConnectionCommands(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", description = "The connections that this project may use.", footer = {"", "Example:",
            "  attune connection list"})
    int list() {
        cli.list(cli.api().get(PATH), new Columns().text("CONNECTION", "/name").text("VENDOR", "/vendor").text("REGION",
                "/region").cell("TAKES", row -> Json.isTrue(row, "/local")
                        ? "any data: it is local"
                        : joined(row,
                                "/dataClasses")).text("ORIGIN", "/origin").text("ADDRESS", "/baseUrl"));
        return 0;
    }

    @Command(name = "show", description = "A connection. Of its credential only where it lies.", footer = {"",
            "Example:",
            "  attune connection show openai"})
    int show(@Parameters(paramLabel = "NAME", description = NAME) String name) {
        cli.show(cli.api().get(path(name)), answer -> List.of(Json.pretty(answer)));
        return 0;
    }

    @Command(name = "add", description = "Adds an account of this project, or changes the one of that name.", footer = {
            "",
            "The credential is named, never given: env:ATTUNE_CREDENTIAL_<PROJECT>__NAME for a variable of the platform,",
            "file:NAME for a file in credentials/<project> of its data folder, or ambient for the machine's own identity.",
            "The address must be public; the operator configures others.", "", "Example:",
            "  attune connection add openai --dialect openai --url https://api.openai.com/v1 --region us --takes public,internal --credential env:ATTUNE_CREDENTIAL_DEFAULT__OPENAI"})
    int add(@Parameters(paramLabel = "NAME", description = NAME) String name,
            @Option(names = "--dialect", required = true, paramLabel = "DIALECT", description = "Which adapter speaks to it, such as openai.") String dialect,
            @Option(names = "--url", required = true, paramLabel = "URL", description = "Where its API begins.") String url,
            @Option(names = "--credential", required = true, paramLabel = "WHERE", description = "env:NAME, file:NAME or ambient.") String credential,
            @Option(names = "--region", defaultValue = "", paramLabel = "REGION", description = "Where the vendor works on data.") String region,
            @Option(names = "--takes", split = ",", defaultValue = "", paramLabel = "CLASS", description = "Data classes that the contract allows to be sent.") List<String> takes,
            @Option(names = "--retention-days", defaultValue = "-1", paramLabel = "N", description = "How long the vendor keeps what was deleted.") int retention,
            @Option(names = "--account", defaultValue = "", paramLabel = "NAME", description = "The role, project or resource at the vendor.") String account,
            @Option(names = "--staging", defaultValue = "", paramLabel = "PLACE", description = "Where files are put for the vendor to fetch.") String staging,
            @Option(names = "--running", defaultValue = "-1", paramLabel = "N", description = "Jobs that may be in training at once.") int running,
            @Option(names = "--queued", defaultValue = "-1", paramLabel = "N", description = "Jobs that may wait at the vendor.") int queued,
            @Option(names = "--gpus", defaultValue = "-1", paramLabel = "N", description = "GPUs of a trainer of your own.") int gpus,
            @Option(names = "--option", paramLabel = "NAME=VALUE", description = "What the adapter needs beyond that; may be repeated.") @Nullable Map<String, String> options) {
        ObjectNode body = Json.object().put("name", name).put("dialect", dialect).put("baseUrl", url).put("credential",
                credential).put("region", region).put("account", account).put("staging", staging);
        words(takes).forEach(body.putArray("dataClasses")::add);
        number(body, "retentionDays", retention);
        ObjectNode quotas = body.putObject("quotas");
        number(quotas, "running", running);
        number(quotas, "queued", queued);
        number(quotas, "gpus", gpus);
        ObjectNode further = body.putObject("options");
        if (options != null) {
            options.forEach(further::put);
        }
        cli.show(cli.api().post(PATH, body), answer -> List.of(cli.screen().style().green("added") + "  " + name,
                "  attune connection check " + name));
        return 0;
    }

    @Command(name = "check", description = "Proves that a connection works, without paying: all that is missing at once.", footer = {
            "", "Sends one meaningless record and deletes it. Exit code 1 when something is missing.", "", "Example:",
            "  attune connection check openai"})
    int check(@Parameters(paramLabel = "NAME", description = NAME) String name) {
        JsonNode answer = cli.api().post(path(name) + "/check", Json.object());
        cli.show(answer, checked -> {
            List<String> lines = new ArrayList<>();
            for (JsonNode line : Json.list(checked, "/lines")) {
                lines.add(mark(Json.text(line, "/result")) + "  " + Json.text(line, "/what") + ": " + Json.text(line,
                        "/detail"));
                if (!Json.text(line, "/nextStep").isEmpty()) {
                    lines.add("           " + Json.text(line, "/nextStep"));
                }
            }
            return lines;
        });
        return Json.isTrue(answer, "/ok") ? 0 : 1;
    }

    private String mark(String result) {
        return switch (result) {
            case "ok" -> cli.screen().style().green("ok     ");
            case "missing" -> cli.screen().style().red("missing");
            default -> cli.screen().style().yellow("unknown");
        };
    }

    @Command(name = "inventory", description = "What lies there: ours, foreign or orphan, with age, size and monthly cost.", footer = {
            "", "Example:", "  attune connection inventory openai --owner orphan"})
    int inventory(@Parameters(paramLabel = "NAME", description = NAME) String name,
            @Option(names = "--owner", defaultValue = "", paramLabel = "WHOSE", description = "Only ours, orphan, foreign or adopted.") String owner) {
        JsonNode answer = cli.api().get(path(name) + "/inventory");
        if (cli.wantsJson()) {
            cli.screen().print(Json.pretty(answer));
            return 0;
        }
        ObjectNode chosen = Json.object();
        ArrayNode items = chosen.putArray("items");
        Json.items(answer).stream().filter(item -> owner.isEmpty() || owner.equals(Json.text(item, "/owner"))).forEach(
                items::add);
        cli.list(chosen, new Columns().text("KIND", "/kind").text("ID", "/id").text("WHOSE", "/owner").text("WHY",
                "/why").cell("AGE", item -> Json.text(item, "/ageDays").isEmpty()
                        ? ""
                        : Json.text(item, "/ageDays")
                                + " d").cell("SIZE", item -> Json.text(item, "/bytes").isEmpty()
                                        ? ""
                                        : Format.bytes(Json.whole(
                                                item, "/bytes"))).money("A MONTH", "/monthlyCost").text("NAME",
                                                        "/name"));
        long others = Json.whole(answer, "/ofOtherProjects");
        if (others > 0) {
            cli.screen().say(others + " more are of other projects.");
        }
        return 0;
    }

    @Command(name = "clean", description = "Removes orphans: what is ours there and nothing needs any more.", footer = {
            "",
            "Without --yes it only says which.", "", "Example:", "  attune connection clean openai --yes"})
    int clean(@Parameters(paramLabel = "NAME", description = NAME) String name,
            @Option(names = "--yes", description = "Remove them.") boolean yes) {
        JsonNode answer = cli.api().post(path(name) + "/clean", Json.object().put("dryRun", !yes));
        List<JsonNode> items = Json.items(answer);
        cli.show(answer, cleaned -> {
            List<String> lines = new ArrayList<>();
            for (JsonNode item : items) {
                String problem = Json.text(item, "/problem");
                String outcome = Json.isTrue(item, "/removed")
                        ? "removed"
                        : problem.isEmpty()
                                ? "would be removed"
                                : "stays: " + problem;
                lines.add(Json.text(item, "/thing/kind") + " " + Json.text(item, "/thing/id") + "  " + outcome + "  ("
                        + Json.text(item, "/thing/why") + ")");
            }
            lines.add(items.isEmpty()
                    ? "nothing to remove"
                    : yes
                            ? "  attune connection inventory " + name
                            : "  attune connection clean " + name + " --yes");
            return lines;
        });
        boolean failed = yes && items.stream().anyMatch(item -> !Json.isTrue(item, "/removed"));
        return failed ? 1 : 0;
    }

    @Command(name = "adopt", description = "Takes something foreign that lies there as known.", footer = {"",
            "Example:",
            "  attune connection adopt openai ft:gpt-4.1-mini:acme::abc --note 'made by hand in May'"})
    int adopt(@Parameters(paramLabel = "NAME", description = NAME) String name,
            @Parameters(paramLabel = "ID", description = "As the inventory shows it.") String id,
            @Option(names = "--kind", defaultValue = "model", paramLabel = "KIND", description = "file, job, model or endpoint (default: model).") String kind,
            @Option(names = "--note", defaultValue = "", paramLabel = "TEXT", description = "What it is.") String note) {
        cli.show(cli.api().post(path(name) + "/adopt", Json.object().put("kind", kind).put("id", id).put("note", note)),
                answer -> List.of(id + "  adopted", "  attune connection inventory " + name));
        return 0;
    }

    @Command(name = "remove", description = "Removes an account that this project added; nothing at the vendor changes.", footer = {
            "", "Example:", "  attune connection remove openai"})
    int remove(@Parameters(paramLabel = "NAME", description = NAME) String name) {
        cli.show(cli.api().delete(path(name)), answer -> List.of(name + "  removed", "  attune connections"));
        return 0;
    }

    private static String path(String name) {
        return PATH + "/" + ApiClient.encode(name);
    }

    private static void number(ObjectNode body, String key, int value) {
        if (value >= 0) {
            body.put(key, value);
        }
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

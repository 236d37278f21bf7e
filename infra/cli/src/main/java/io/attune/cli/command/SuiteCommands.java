package io.attune.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import io.attune.cli.terminal.Format;
import io.attune.cli.terminal.Style;
import io.attune.cli.terminal.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code attune suite}. */
@Command(name = "suite", aliases = "suites", description = "Evaluation suites: dataset versions that are asked and never trained on.", footer = {
        "", "A recipe asks a suite by its name and number, and its training data is decontaminated against it:", "",
        "  evaluation:", "    suites:",
        "      tone: {dataset: tone-pairs@4, measures: [form], slices: [product]}", "", "Examples:", "  attune suites",
        "  attune suite freeze tone-pairs@4 --reason 'agreed with support'",
        "  attune suite freeze questions.jsonl --name limits --personal-data none", "  attune suite show limits@1"})
final class SuiteCommands implements Callable<Integer> {
    private static final String PATH = "/api/v1/suites";
    private static final Duration LOOK_EVERY = Duration.ofMillis(300);
    private static final String SUITE = "Name and number, such as tone-pairs@4.";

    private final Cli cli;

    SuiteCommands(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", description = "The frozen suites.", footer = {"", "Example:", "  attune suite list"})
    int list() {
        cli.list(cli.api().get(PATH), new Columns().text("SUITE", "/suite").count("EXAMPLES", "/examples").cell(
                "GIVES", suite -> counts(suite, "/gives")).cell("USED BY", SuiteCommands::recipes).text("FROZEN BY",
                        "/frozenBy").time("AT", "/frozenAt").cell("STATE", suite -> suite.path("withdrawn").isObject()
                                ? "withdrawn"
                                : "frozen"));
        return 0;
    }

    @Command(name = "freeze", description = {"Freezes a dataset version, or a file of questions in one step.",
            "Nothing is trained on it from then on."}, footer = {"",
                    "A file holds one question a line: conversations {\"messages\": [...]}, or {\"prompt\": ...,"
                            + " \"answer\": ...}, or a table (.csv).",
                    "Further keys become attributes. Measures read value, tolerance, pattern, schema and tool;"
                            + " answerable: false says",
                    "that declining is right; others can be slices of the report.", "", "Examples:",
                    "  attune suite freeze tone-pairs@4 --reason 'agreed with support'",
                    "  attune suite freeze questions.jsonl --name limits --personal-data none"})
    int freeze(
            @Parameters(paramLabel = "NAME[@N]|FILE", description = "A dataset version, or a file of questions.") String what,
            @Option(names = "--name", paramLabel = "NAME", description = "For a file: what its dataset is called.") @Nullable String name,
            @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why, for the record.") String reason,
            @Option(names = "--license", paramLabel = "LICENSE", defaultValue = "internal", description = "For a file: an SPDX identifier or your own word (default: internal).") String license,
            @Option(names = "--personal-data", paramLabel = "WHAT", description = "For a file: none, redacted or present.") @Nullable String personalData) {
        ObjectNode body = Json.object().put("reason", reason);
        Path file = Path.of(what);
        JsonNode answer;
        if (name != null || Files.isRegularFile(file)) {
            answer = freezeFile(file, body, name, license, personalData);
        } else {
            int at = what.indexOf('@');
            answer = cli.api().post(PATH, body.put("name", at < 0 ? what : what.substring(0, at)).put("version", at < 0
                    ? "latest"
                    : what.substring(at + 1)));
        }
        cli.show(answer.path("suite"), suite -> {
            List<String> lines = new ArrayList<>(List.of(cli.screen().style().green("frozen")));
            lines.addAll(view(suite));
            lines.add("");
            lines.add("Name it in a recipe: {dataset: " + Json.text(suite, "/suite") + ", measures: [...]}");
            return lines;
        });
        return 0;
    }

    private JsonNode freezeFile(Path file, ObjectNode body, @Nullable String name, String license,
            @Nullable String personalData) {
        List<String> problems = new ArrayList<>();
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            problems.add(file + " is not a file that you may read");
        }
        if (name == null) {
            problems.add("the dataset has no name: add --name NAME");
        }
        if (personalData == null) {
            problems.add("nobody has said whether it holds personal data: add --personal-data none|redacted|present");
        }
        if (!problems.isEmpty()) {
            throw new CliException(ExitCode.BAD_INPUT, "Nothing was frozen", problems, "Say it and try again.", null);
        }
        String fileName = String.valueOf(file.getFileName());
        body.put("name", name).putObject("file").put("path", fileName).put("content", Uploading.ahead(cli,
                file)).put("type", type(file)).put("license", license).put("personalData", personalData);
        JsonNode answer = cli.api().post(PATH, body);
        try (Waiting waiting = new Waiting(cli)) {
            while (Json.text(answer, "/state").equals("building")) {
                List<JsonNode> parts = Json.list(answer, "/progress");
                JsonNode last = parts.isEmpty() ? Json.object() : parts.getLast();
                waiting.waiting(parts.isEmpty() ? "waiting for a worker" : Json.text(last, "/step"), Json.whole(last,
                        "/done"), Json.whole(last, "/total"));
                cli.pause().await(LOOK_EVERY);
                answer = cli.api().post(PATH, body);
            }
        }
        return answer;
    }

    /** By its name and, of lines of JSON, by the first of them; a compressed file is taken for conversations. */
    private static String type(Path file) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".csv")) {
            return "csv";
        }
        if (name.endsWith(".gz") || name.endsWith(".zst")) {
            return "jsonl";
        }
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank()).findFirst().filter(line -> !line.contains(
                    "\"messages\"")).isPresent() ? "qa" : "jsonl";
        } catch (java.io.IOException | java.io.UncheckedIOException e) {
            return "jsonl"; // the platform says what is wrong with it
        }
    }

    @Command(name = "show", description = "A suite: sizes, slices, what it can measure, who uses it.", footer = {"",
            "Example:", "  attune suite show tone-pairs@4"})
    int show(@Parameters(paramLabel = "NAME@N", description = SUITE) String suite) {
        cli.show(cli.api().get(path(suite)), this::view);
        return 0;
    }

    @Command(name = "delete", description = "Lets a version be a dataset like any other again; refused while it is used.", footer = {
            "", "Example:", "  attune suite delete tone-pairs@4"})
    int delete(@Parameters(paramLabel = "NAME@N", description = SUITE) String suite) {
        cli.api().delete(path(suite));
        cli.screen().say(suite + " is no suite any more; its dataset version stays");
        return 0;
    }

    private static String path(String suite) {
        int at = suite.indexOf('@');
        if (at < 1) {
            throw new CliException(ExitCode.BAD_INPUT, "'" + suite + "' names no suite", "Write a name and a number,"
                    + " such as tone-pairs@4; see which there are: attune suites");
        }
        return PATH + "/" + ApiClient.encode(suite.substring(0, at)) + "/" + ApiClient.encode(suite.substring(at + 1));
    }

    private List<String> view(JsonNode suite) {
        Style style = cli.screen().style();
        List<String> lines = new ArrayList<>();
        lines.add(style.bold(Json.text(suite, "/suite")) + "  " + Format.count(Json.whole(suite, "/examples"))
                + " examples  " + style.dim(Json.text(suite, "/digest")));
        lines.add("  frozen by " + Json.text(suite, "/frozenBy") + " at " + Columns.time(Json.text(suite, "/frozenAt"))
                + (Json.text(suite, "/reason").isEmpty() ? "" : ": " + Json.text(suite, "/reason")));
        if (suite.path("withdrawn").isObject()) {
            String successor = Json.text(suite, "/withdrawn/successor");
            lines.add("  " + style.yellow("withdrawn at " + Columns.time(Json.text(suite, "/withdrawn/at")) + ": "
                    + Json.text(suite, "/withdrawn/reason")) + (successor.isEmpty()
                            ? "; nothing of it remained"
                            : "; its successor: attune suite freeze " + successor));
        }
        lines.add("  gives     " + counts(suite, "/gives"));
        if (!recipes(suite).isEmpty()) {
            lines.add("  used by   " + recipes(suite));
        }
        if (!suite.path("attributes").isEmpty()) {
            Table table = new Table().column("SLICE BY").number("EXAMPLES").number("VALUES");
            suite.path("attributes").properties().forEach(attribute -> table.row(attribute.getKey(), Format.count(
                    Json.whole(attribute.getValue(), "/examples")), Format.count(Json.whole(attribute.getValue(),
                            "/values"))));
            lines.add("");
            lines.addAll(cli.lines(table));
        }
        return lines;
    }

    private static String recipes(JsonNode suite) {
        return Json.list(suite, "/recipes").stream().map(JsonNode::asString).collect(Collectors.joining(", "));
    }

    private static String counts(JsonNode suite, String pointer) {
        return suite.at(pointer).properties().stream().map(entry -> entry.getKey() + " " + Format.count(
                entry.getValue().asLong())).collect(Collectors.joining(", "));
    }
}

package io.attune.cli.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import io.attune.cli.run.RunSections;
import io.attune.cli.terminal.Format;
import io.attune.cli.terminal.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code attune dataset}. */
@Command(name = "dataset", aliases = "datasets", subcommands = {DatasetInspect.class, DatasetBuild.class,
        DatasetUpload.class,
        DatasetPreview.class,
        DatasetDiff.class, DatasetWhy.class,
        DatasetDecide.class, DatasetAudit.class, DatasetFiles.class, DatasetWithdraw.class,
        GenerateCommand.class}, description = "Dataset versions: inspect files, build, list, show, preview, search, compare, explain, audit, withdraw; practice data.", footer = {
                "", "Examples:", "  attune datasets", "  attune dataset inspect tickets.jsonl --write",
                "  attune dataset build config-assistant.yaml --draft",
                "  attune dataset show config-assistant@1",
                "  attune dataset preview config-assistant@1 --search timeout",
                "  attune dataset diff config-assistant@1 config-assistant@2",
                "  attune dataset why config-assistant@1 voice/voice.jsonl:14",
                "  attune dataset generate --count 10000 --plant all=0.01 --out practice"})
final class DatasetCommands implements Callable<Integer> {
    private static final String PATH = "/api/v1/datasets";
    static final String VERSION = "Name and version, such as config-assistant@1; without @ the newest.";

    private final Cli cli;

    DatasetCommands(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "decisions", description = "What people decided about a dataset's records, oldest first.", footer = {
            "", "Example:", "  attune dataset decisions support"})
    int decisions(@Parameters(paramLabel = "NAME", description = "The dataset's name.") String name) {
        cli.list(cli.api().get(PATH + "/" + ApiClient.encode(name) + "/decisions?limit=500"), new Columns().text(
                "SOURCE",
                "/source").text("KEY", "/key").text("RULING", "/ruling/kind").text("BY", "/author").time("AT",
                        "/decidedAt").text("COMMENT", "/comment"));
        return 0;
    }

    @Command(name = "list", description = "The datasets and their newest versions.", footer = {"", "Example:",
            "  attune dataset list"})
    int list() {
        cli.list(cli.api().get(PATH), new Columns().text("DATASET", "/name").count("NEWEST", "/number").count(
                "EXAMPLES", "/examples").count("TOKENS", "/tokens").time("MADE", "/createdAt").text("DIGEST",
                        "/digest"));
        return 0;
    }

    @Command(name = "uploads", description = "What was sent with 'attune dataset upload'.", footer = {"", "Example:",
            "  attune dataset uploads"})
    int uploads() {
        cli.list(cli.api().get(Uploading.PATH), new Columns().text("UPLOAD", "/name").count("BYTES", "/bytes").text(
                "BY", "/author").time("SENT", "/uploadedAt").text("DIGEST", "/digest"));
        return 0;
    }

    @Command(name = "show", description = "A version's funnel, splits, inputs and digest.", footer = {"", "Examples:",
            "  attune dataset show config-assistant", "  attune dataset show config-assistant@1 --json"})
    int show(@Parameters(paramLabel = "NAME[@N]", description = VERSION) String version) {
        cli.show(cli.api().get(path(version)), this::view);
        return 0;
    }

    @Command(name = "drops", description = "What was dropped or merged on the way to a version, and why.", footer = {"",
            "Examples:", "  attune dataset drops config-assistant@1 --limit 10",
            "  attune dataset drops config-assistant@1 --step exact-duplicates --search voice.jsonl"})
    int drops(@Parameters(paramLabel = "NAME[@N]", description = VERSION) String version,
            @Option(names = "--step", paramLabel = "STEP", defaultValue = "", description = "Only what this step removed.") String step,
            @Option(names = "--reason", paramLabel = "WORD", defaultValue = "", description = "Only for this reason.") String reason,
            @Option(names = "--search", paramLabel = "WORDS", defaultValue = "", description = "Only entries with all these words.") String search,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "How many (default: 20).") int limit) {
        JsonNode found = new Pages(cli.api()).collect(path(version) + "/drops?" + query("step", step) + query("reason",
                reason) + query("search", search), limit);
        cli.list(found, new Columns().text("STEP", "/step").text("KIND", "/kind").text("REASON", "/reason").text(
                "SOURCE", "/source").text("KEY", "/key").text("EVIDENCE", "/evidence").text("TWIN", "/twin"));
        return 0;
    }

    /** A part of a query, or nothing for an empty value. */
    static String query(String name, String value) {
        return value.isEmpty() ? "" : name + "=" + ApiClient.encode(value) + "&";
    }

    /** Where a version is found. */
    static String path(String version) {
        int at = version.indexOf('@');
        String name = at < 0 ? version : version.substring(0, at);
        String number = at < 0 ? "latest" : version.substring(at + 1);
        return PATH + "/" + ApiClient.encode(name) + "/versions/" + ApiClient.encode(number);
    }

    private List<String> view(JsonNode version) {
        var run = Json.object();
        var dataset = run.putObject("dataset");
        dataset.put("name", Json.text(version, "/name")).put("number", Json.whole(version, "/number")).put(
                "digest", Json.text(version, "/digest")).put("train", Json.whole(version,
                        "/splits/train/examples")).put("trainTokens", Json.whole(version, "/splits/train/tokens")).put(
                                "validation", Json.whole(version, "/splits/validation/examples")).put("test",
                                        Json.whole(version, "/splits/test/examples"));
        List<String> lines = new ArrayList<>();
        if (version.path("withdrawn").isObject()) {
            String successor = Json.text(version, "/withdrawn/successor");
            lines.add(cli.screen().style().yellow("Withdrawn at " + Json.text(version, "/withdrawn/at") + ": "
                    + Json.text(version, "/withdrawn/reason")) + (successor.isEmpty()
                            ? "; nothing of it remained"
                            : "; its successor is " + successor));
        }
        lines.addAll(new RunSections(cli.screen().style(), cli.screen().width()).curation(run, version));
        lines.addAll(leakage(version));
        lines.addAll(times(version));
        lines.add("");
        lines.addAll(cli.lines(new Columns().text("INPUT", "/name").text("PLACE", "/place").text("DIGEST",
                "/digest").table(Json.list(version, "/inputs"))));
        return lines;
    }

    /** What of validation and test stands elsewhere in the version. */
    private static List<String> leakage(JsonNode version) {
        JsonNode leakage = version.path("leakage");
        if (!leakage.isObject()) {
            return List.of();
        }
        return List.of("  leakage: of " + Format.count(Json.whole(leakage, "/heldOut")) + " held out, "
                + Format.count(Json.whole(leakage, "/equal")) + " equal one elsewhere, " + Format.count(Json.whole(
                        leakage, "/alike90")) + " are alike by 0.9 or more, " + Format.count(Json.whole(leakage,
                                "/alike80")) + " by 0.8, " + Format.count(Json.whole(leakage, "/alike70"))
                + " by 0.7");
    }

    private List<String> times(JsonNode version) {
        List<JsonNode> times = Json.list(version, "/times");
        if (times.isEmpty()) {
            return List.of();
        }
        Table table = new Table().column("STEP").number("TIME").number("RECORDS/S");
        for (JsonNode time : times) {
            table.row(Json.text(time, "/step"), Format.duration(Duration.ofMillis(Math.round(Json.number(time,
                    "/seconds") * 1000))), Format.count(Json.whole(time, "/recordsPerSecond")));
        }
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(cli.lines(table));
        return lines;
    }
}

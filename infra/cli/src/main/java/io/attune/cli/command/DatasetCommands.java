package io.attune.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import io.attune.cli.run.RunSections;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code attune dataset}. */
@Command(name = "dataset", aliases = "datasets", description = "Dataset versions: list, show, preview.", footer = {"",
        "Examples:", "  attune datasets", "  attune dataset show config-assistant",
        "  attune dataset show config-assistant@1", "  attune dataset preview config-assistant@1 --split test"})
final class DatasetCommands implements Callable<Integer> {
    private static final String PATH = "/api/v1/datasets";
    private static final String VERSION = "Name and version, such as config-assistant@1; without @ the newest.";

    private final Cli cli;

    DatasetCommands(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", description = "The datasets and their newest versions.", footer = {"", "Example:",
            "  attune dataset list"})
    int list() {
        cli.list(cli.api().get(PATH), new Columns().text("DATASET", "/name").count("NEWEST", "/number").count(
                "EXAMPLES", "/examples").count("TOKENS", "/tokens").time("MADE", "/createdAt").text("DIGEST",
                        "/digest"));
        return 0;
    }

    @Command(name = "show", description = "A version's funnel, splits, inputs and digest.", footer = {"", "Examples:",
            "  attune dataset show config-assistant", "  attune dataset show config-assistant@1 --json"})
    int show(@Parameters(paramLabel = "NAME[@N]", description = VERSION) String version) {
        cli.show(cli.api().get(path(version)), this::view);
        return 0;
    }

    @Command(name = "preview", description = "Some of a version's examples.", footer = {"", "Example:",
            "  attune dataset preview config-assistant@1 --split validation --limit 3"})
    int preview(@Parameters(paramLabel = "NAME[@N]", description = VERSION) String version,
            @Option(names = "--split", paramLabel = "SPLIT", defaultValue = "train", description = "train, validation or test (default: train).") String split,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "5", description = "How many (default: 5).") int limit) {
        JsonNode answer = cli.api().get(path(version) + "/preview?split=" + ApiClient.encode(split) + "&limit="
                + limit);
        cli.show(answer, page -> {
            List<String> lines = new ArrayList<>();
            for (JsonNode item : Json.items(page)) {
                JsonNode messages = item.at("/messages").isArray()
                        ? item.at("/messages")
                        : item.at("/example/messages");
                messages.forEach(message -> lines.add(cli.screen().style().dim(String.format("%-10s",
                        Json.text(message, "/role"))) + Json.text(message, "/content").replace("\n", "\n          ")));
                lines.add("");
            }
            return lines;
        });
        return 0;
    }

    @Command(name = "drops", description = "What was dropped or merged on the way to a version, and why.", footer = {"",
            "Example:", "  attune dataset drops config-assistant@1 --limit 10"})
    int drops(@Parameters(paramLabel = "NAME[@N]", description = VERSION) String version,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "How many (default: 20).") int limit) {
        cli.list(cli.api().get(path(version) + "/drops?limit=" + limit), new Columns().text("STEP", "/step").text(
                "KIND", "/kind").text("REASON", "/reason").text("SOURCE", "/source").text("KEY", "/key").text(
                        "EVIDENCE", "/evidence"));
        return 0;
    }

    private static String path(String version) {
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
        List<String> lines = new ArrayList<>(
                new RunSections(cli.screen().style(), cli.screen().width()).curation(run, version));
        lines.add("");
        lines.addAll(cli.lines(new Columns().text("INPUT", "/name").text("PLACE", "/place").text("DIGEST",
                "/digest").table(Json.list(version, "/inputs"))));
        return lines;
    }
}

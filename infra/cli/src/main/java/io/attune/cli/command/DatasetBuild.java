package io.attune.cli.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import io.attune.cli.run.RunSections;
import io.attune.cli.terminal.Format;
import io.attune.cli.terminal.Style;
import io.attune.cli.terminal.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code attune dataset build}. */
@Command(name = "build", description = "Curates a recipe's dataset; with --draft only a sample, in seconds.", footer = {
        "",
        "A draft leaves no version behind and cannot be trained. A build that is broken off goes on by itself.", "",
        "Examples:", "  attune dataset build config-assistant.yaml --draft --sample 2000",
        "  attune dataset build config-assistant.yaml"})
final class DatasetBuild implements Callable<Integer> {
    private static final Duration LOOK_EVERY = Duration.ofMillis(300);

    private final Cli cli;

    @Parameters(paramLabel = "RECIPE", description = "The recipe's file.")
    Path recipe = Path.of("");

    @Option(names = "--draft", description = "Curate a sample and show what happens to it.")
    boolean draft;

    @Option(names = "--sample", paramLabel = "N", description = "How many records a draft takes (default: 2000).")
    int sample = 2_000;

    @Option(names = "--key", paramLabel = "KEY", description = "The same key again is the same build.")
    @Nullable
    String key;

    DatasetBuild(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        ObjectNode body = RecipeFiles.request(cli, recipe);
        return draft ? draft(body.put("sample", sample)) : build(body);
    }

    private int draft(ObjectNode body) {
        JsonNode answer;
        try (Waiting waiting = new Waiting(cli)) {
            waiting.waiting("curating a sample", 0, 0);
            answer = cli.api().post("/api/v1/datasets/drafts", body);
        }
        cli.show(answer, this::draftView);
        return 0;
    }

    private List<String> draftView(JsonNode draft) {
        Style style = cli.screen().style();
        List<String> lines = new ArrayList<>();
        lines.add(style.bold("Draft of " + Json.text(draft, "/dataset")) + style.dim("  " + sources(draft)));
        lines.addAll(new RunSections(style, cli.screen().width()).funnel(draft));
        lines.add("  split: " + split(draft, "train") + " training, " + split(draft, "validation") + " validation, "
                + split(draft, "test") + " test");
        for (JsonNode drops : Json.list(draft, "/drops")) {
            lines.add("");
            lines.add(style.yellow(Json.text(drops, "/step") + ": " + Json.text(drops, "/reason")) + "  "
                    + Format.count(Json.whole(drops, "/count")));
            Table table = new Table().column("RECORD").column("EVIDENCE").column("TWIN");
            for (JsonNode example : Json.list(drops, "/examples")) {
                table.row(Json.text(example, "/source") + "/" + Json.text(example, "/key"), Json.text(example,
                        "/evidence"), Json.text(example, "/twin"));
            }
            lines.addAll(cli.lines(table));
        }
        Json.list(draft, "/examples").stream().limit(2).forEach(example -> {
            lines.add("");
            lines.addAll(DatasetPreview.example(style, example));
        });
        lines.add("");
        lines.add(style.dim("Nothing was kept. For good: attune dataset build " + recipe));
        return lines;
    }

    private static String sources(JsonNode draft) {
        return draft.path("sources").properties().stream().map((Map.Entry<String, JsonNode> source) -> Format.count(
                Json.whole(source.getValue(), "/sampled")) + " of " + Format.count(Json.whole(source.getValue(),
                        "/records")) + " records of " + source.getKey()).collect(Collectors.joining(", "));
    }

    private static String split(JsonNode draft, String split) {
        return Format.count(Json.whole(draft, "/splits/" + split + "/examples"));
    }

    private int build(ObjectNode body) {
        JsonNode build = cli.api().post("/api/v1/datasets/builds", body, key == null
                ? Map.of()
                : Map.of(ApiClient.IDEMPOTENCY_KEY, key));
        try (Waiting waiting = new Waiting(cli)) {
            while (Json.text(build, "/state").equals("running")) {
                show(waiting, build);
                cli.pause().await(LOOK_EVERY);
                build = cli.api().get("/api/v1/datasets/builds/" + ApiClient.encode(Json.text(build, "/id")));
            }
        }
        if (Json.text(build, "/state").equals("failed")) {
            throw new CliException(ExitCode.BAD_INPUT, "The inputs of " + recipe + " do not make a dataset",
                    Json.list(build, "/problems").stream().map(problem -> Json.text(problem, "/place") + ": "
                            + Json.text(problem, "/message") + " " + Json.text(problem, "/nextStep")).toList(),
                    "Mend them, then build again.", null);
        }
        cli.show(build, this::built);
        return 0;
    }

    private static void show(Waiting waiting, JsonNode build) {
        List<JsonNode> parts = Json.list(build, "/progress");
        JsonNode last = parts.isEmpty() ? Json.object() : parts.getLast();
        waiting.waiting(parts.isEmpty() ? "waiting for a worker" : Json.text(last, "/step"), Json.whole(last, "/done"),
                Json.whole(last, "/total"));
    }

    private List<String> built(JsonNode build) {
        String version = Json.text(build, "/version/name") + "@" + Json.text(build, "/version/number");
        List<String> lines = new ArrayList<>();
        lines.add(cli.screen().style().bold(version) + "  " + Json.text(build, "/version/digest") + (Json.isTrue(build,
                "/unchanged") ? "  unchanged: it was made before" : ""));
        lines.add("See what was kept and dropped: attune dataset show " + version);
        return lines;
    }
}

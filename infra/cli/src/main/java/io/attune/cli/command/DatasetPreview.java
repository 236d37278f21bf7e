package io.attune.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import io.attune.cli.api.Json;
import io.attune.cli.terminal.Format;
import io.attune.cli.terminal.Style;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code attune dataset preview}. */
@Command(name = "preview", description = "A version's examples: leaf through them, or search.", footer = {"",
        "A search finds examples that hold every word, in any case; put a phrase in double quotes.", "", "Examples:",
        "  attune dataset preview config-assistant@1 --split validation --limit 3",
        "  attune dataset preview config-assistant@1 --search 'timeout \"default of\"'",
        "  attune dataset preview config-assistant@1 --where question=what-default --source properties"})
final class DatasetPreview implements Callable<Integer> {
    private final Cli cli;

    @Parameters(paramLabel = "NAME[@N]", description = DatasetCommands.VERSION)
    String version = "";

    @Option(names = "--split", paramLabel = "SPLIT", description = "train, validation, test or all (default: train; all in a search).")
    @Nullable
    String split;

    @Option(names = "--search", paramLabel = "WORDS", description = "Only examples with all these words.")
    String search = "";

    @Option(names = "--source", paramLabel = "NAME", description = "Only examples of this source.")
    String source = "";

    @Option(names = "--language", paramLabel = "TAG", description = "Only examples in this language.")
    String language = "";

    @Option(names = "--where", paramLabel = "NAME=VALUE", description = "Only examples whose attribute is this; may be repeated.")
    List<String> where = new ArrayList<>();

    @Option(names = "--limit", paramLabel = "N", description = "How many (default: 5).")
    int limit = 5;

    @Option(names = "--after", paramLabel = "CURSOR", description = "Go on behind an earlier page.")
    String after = "";

    DatasetPreview(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        String wanted = split == null ? search.isEmpty() ? "train" : "all" : split;
        StringBuilder path = new StringBuilder(DatasetCommands.path(version)).append("/preview?");
        path.append(DatasetCommands.query("split", wanted)).append(DatasetCommands.query("search", search)).append(
                DatasetCommands.query("source", source)).append(DatasetCommands.query("language", language));
        where.forEach(attribute -> path.append(DatasetCommands.query("attribute", attribute)));
        JsonNode found = new Pages(cli.api()).collect(path.toString(), limit, after);
        cli.show(found, this::view);
        if (!cli.wantsJson()) {
            sayMore(found);
        }
        return 0;
    }

    private List<String> view(JsonNode page) {
        List<String> lines = new ArrayList<>();
        for (JsonNode item : Json.items(page)) {
            lines.addAll(example(cli.screen().style(), item));
            lines.add("");
        }
        return lines;
    }

    /** An example's head line and its messages. */
    static List<String> example(Style style, JsonNode item) {
        List<String> lines = new ArrayList<>();
        String id = Json.text(item, "/id").replace("sha256:", "");
        lines.add(style.bold(id.substring(0, Math.min(12, id.length()))) + style.dim("  " + Json.text(item, "/source")
                + "/" + Json.text(item, "/key") + "  " + Json.text(item, "/split") + "  " + Format.count(Json.whole(
                        item, "/tokens"))
                + " tokens"));
        for (JsonNode message : Json.list(item, "/messages")) {
            lines.add(style.dim(String.format(Locale.ROOT, "%-10s", Json.text(message, "/role"))) + Json.text(message,
                    "/content").replace("\n", "\n          "));
        }
        return lines;
    }

    private void sayMore(JsonNode found) {
        String cursor = Json.text(found, "/nextCursor");
        Style style = cli.screen().errorStyle();
        if (Json.items(found).isEmpty()) {
            cli.screen().say(style.dim("(none)"));
        } else if (!cursor.isEmpty()) {
            cli.screen().say(style.dim("There are more: the same command with --after " + cursor));
        }
    }
}

package io.attune.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import io.attune.cli.terminal.Format;
import io.attune.cli.terminal.Style;
import io.attune.cli.terminal.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code attune dataset diff}. */
@Command(name = "diff", description = "The exact difference of two versions of a dataset.", footer = {"",
        "Added, removed, moved to another split, or changed: another content under the same source and key.", "",
        "Examples:", "  attune dataset diff config-assistant@1 config-assistant@2",
        "  attune dataset diff config-assistant@1 latest --kind removed --limit 50",
        "  attune dataset diff config-assistant@1 2 --json"})
final class DatasetDiff implements Callable<Integer> {
    private static final int SHIFTS_SHOWN = 12;

    private final Cli cli;

    @Parameters(index = "0", paramLabel = "NAME@A", description = "The earlier version.")
    String base = "";

    @Parameters(index = "1", paramLabel = "[NAME@]B", description = "The later version of the same dataset.")
    String head = "";

    @Option(names = "--kind", paramLabel = "KIND", description = "List only added, removed, moved or changed ones.")
    String kind = "";

    @Option(names = "--limit", paramLabel = "N", description = "How many changes to list (default: 20).")
    int limit = 20;

    DatasetDiff(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        String path = DatasetCommands.path(base) + "/diff/" + ApiClient.encode(headVersion());
        JsonNode summary = cli.api().get(path);
        JsonNode items = limit < 1
                ? Json.object()
                : new Pages(cli.api()).collect(path + "/items?" + DatasetCommands.query("kind", kind), limit);
        if (cli.wantsJson()) {
            ObjectNode both = Json.object();
            both.set("summary", summary);
            both.set("items", items.path("items"));
            both.set("nextCursor", items.path("nextCursor"));
            cli.screen().print(Json.pretty(both));
        } else {
            cli.screen().print(view(summary, items));
        }
        return 0;
    }

    private String headVersion() {
        int at = head.indexOf('@');
        String name = base.substring(0, Math.max(0, base.indexOf('@')));
        if (name.isEmpty() || (at >= 0 && !head.substring(0, at).equals(name))) {
            throw new CliException(ExitCode.BAD_INPUT, base + " and " + head + " are not two versions of one dataset",
                    List.of(), "Write both, such as: attune dataset diff config-assistant@1 config-assistant@2", null);
        }
        return head.substring(at + 1);
    }

    private List<String> view(JsonNode summary, JsonNode items) {
        Style style = cli.screen().style();
        List<String> lines = new ArrayList<>();
        lines.add(style.bold(name(summary, "/base") + " → " + name(summary, "/head")) + (Json.isTrue(summary,
                "/sameRecipe") ? "" : style.dim("  made by different curation plans")));
        Table counts = new Table().column("").number("EXAMPLES").column("");
        counts.row("added", Format.count(Json.whole(summary, "/added")), "");
        counts.row("removed", Format.count(Json.whole(summary, "/removed")), "");
        counts.row("moved", Format.count(Json.whole(summary, "/movedTotal")), ways(summary));
        counts.row("changed", Format.count(Json.whole(summary, "/changed")), "");
        counts.row("unchanged", Format.count(Json.whole(summary, "/unchanged")), "");
        lines.addAll(cli.lines(counts));
        lines.add("");
        lines.addAll(distributions(summary));
        List<JsonNode> changes = Json.items(items);
        if (!changes.isEmpty()) {
            lines.add("");
            lines.addAll(cli.lines(new Columns().text("CHANGE", "/kind").text("SOURCE", "/source").text("KEY",
                    "/key").cell("SPLIT", DatasetDiff::splits).text("WHY", "/why").text("TWIN", "/twin").table(
                            changes)));
        }
        if (!Json.text(items, "/nextCursor").isEmpty()) {
            lines.add(style.dim("There are more: --limit " + limit * 5L));
        }
        return lines;
    }

    private List<String> distributions(JsonNode summary) {
        Table table = new Table().column("DISTRIBUTION").column("").number("BEFORE").number("AFTER").number("CHANGE");
        for (String figure : List.of("total", "median", "p95", "most")) {
            shift(table, figure.equals("total") ? "tokens" : "tokens of one example", figure, Json.whole(summary,
                    "/baseTokens/" + figure), Json.whole(summary, "/headTokens/" + figure));
        }
        Json.list(summary, "/distributions").stream().limit(SHIFTS_SHOWN).forEach(shift -> shift(table, Json.text(shift,
                "/field"), Json.text(shift, "/value"), Json.whole(shift, "/base"), Json.whole(shift, "/head")));
        return cli.lines(table);
    }

    private static void shift(Table table, String field, String value, long before, long after) {
        if (before != after || value.equals("total")) {
            table.row(field, value, Format.count(before), Format.count(after), (after < before ? "" : "+")
                    + Format.count(after - before));
        }
    }

    private static String ways(JsonNode summary) {
        return summary.path("moved").properties().stream().map((Map.Entry<String, JsonNode> way) -> way.getKey() + " "
                + Format.count(way.getValue().longValue())).collect(Collectors.joining(", "));
    }

    private static String splits(JsonNode item) {
        String before = Json.text(item, "/base/split");
        String after = Json.text(item, "/head/split");
        return before.isEmpty() || after.isEmpty() || before.equals(after)
                ? before.isEmpty() ? after : before
                : before + " → " + after;
    }

    private static String name(JsonNode summary, String side) {
        return Json.text(summary, side + "/name") + "@" + Json.text(summary, side + "/number");
    }
}

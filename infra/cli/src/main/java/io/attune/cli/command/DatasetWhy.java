package io.attune.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.attune.cli.api.Json;
import io.attune.cli.terminal.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code attune dataset why}. */
@Command(name = "why", description = "Each decision that kept, changed or dropped a record, with its twin.", footer = {
        "",
        "Examples:", "  attune dataset why config-assistant@1 3f9ac81b02",
        "  attune dataset why config-assistant voice/voice.jsonl:14"})
final class DatasetWhy implements Callable<Integer> {
    private final Cli cli;

    @Parameters(index = "0", paramLabel = "NAME[@N]", description = DatasetCommands.VERSION)
    String version = "";

    @Parameters(index = "1", paramLabel = "EXAMPLE", description = "The first digits of an example's id, or source/key.")
    String example = "";

    DatasetWhy(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        cli.show(cli.api().get(DatasetCommands.path(version) + "/why?" + DatasetCommands.query("example",
                example).replaceAll("&$", "")), this::view);
        return 0;
    }

    private List<String> view(JsonNode why) {
        Style style = cli.screen().style();
        List<String> lines = new ArrayList<>();
        String outcome = Json.text(why, "/outcome");
        String place = Json.text(why, "/split");
        lines.add(style.bold(Json.text(why, "/source") + "/" + Json.text(why, "/key")) + "  " + (outcome.equals("kept")
                ? style.green(outcome)
                : style.yellow(outcome)) + (place.isEmpty() ? "" : " in " + place));
        lines.addAll(cli.lines(new Columns().text("STEP", "/step").text("VERSION", "/version").text("DID", "/did").text(
                "REASON", "/reason").text("EVIDENCE", "/evidence").table(Json.list(why, "/steps"))));
        if (why.path("twin").isObject()) {
            lines.add("");
            lines.add("Its twin " + style.bold(Json.text(why, "/twin/source") + "/" + Json.text(why, "/twin/key"))
                    + " is " + Json.text(why, "/twin/outcome") + ":");
            lines.addAll(example(style, why.at("/twin/example")));
        }
        List<JsonNode> others = Json.list(why, "/standsFor");
        if (!others.isEmpty()) {
            lines.add("");
            lines.add("It stands for " + String.join(", ", others.stream().map(JsonNode::stringValue).toList()));
        }
        lines.add("");
        lines.addAll(example(style, why.at("/example")));
        return lines;
    }

    private static List<String> example(Style style, JsonNode example) {
        return example.isObject() ? DatasetPreview.example(style, example) : List.of();
    }
}

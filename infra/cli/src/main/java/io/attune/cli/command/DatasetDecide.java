package io.attune.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code attune dataset decide}. */
@Command(name = "decide", description = "Say what becomes of one record in every later version.", footer = {"",
        "The decision pins what the record says now; when the source changes it, the decision is stale: it is listed",
        "in the version's stale-decisions.jsonl and not applied. The last decision about a record holds.", "",
        "Examples:", "  attune dataset decide support@3 voice/voice.jsonl:14 reject --comment \"wrong product\"",
        "  attune dataset decide support@3 3f9ac81b02 label --label tone=friendly",
        "  attune dataset decide support@3 3f9ac81b02 edit --file edited.json",
        "  attune dataset decide support@3 voice/voice.jsonl:20 keep-anyway"})
final class DatasetDecide implements Callable<Integer> {
    private final Cli cli;

    @Parameters(index = "0", paramLabel = "NAME[@N]", description = DatasetCommands.VERSION)
    String version = "";

    @Parameters(index = "1", paramLabel = "EXAMPLE", description = "The first digits of an example's id, or source/key.")
    String example = "";

    @Parameters(index = "2", paramLabel = "RULING", description = "accept, edit, reject, label or keep-anyway.")
    String ruling = "";

    @Option(names = "--label", paramLabel = "NAME=VALUE", description = "The label of a label.")
    @Nullable
    String label;

    @Option(names = "--file", paramLabel = "FILE", description = "The edit: JSON with messages, preferred and rejected, or label.")
    @Nullable
    Path file;

    @Option(names = "--comment", paramLabel = "TEXT", description = "Why, for people.")
    String comment = "";

    DatasetDecide(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        ObjectNode decided = ruling();
        JsonNode why = cli.api().get(DatasetCommands.path(version) + "/why?" + DatasetCommands.query("example",
                example).replaceAll("&$", ""));
        String content = Json.text(why, "/content");
        if (content.isEmpty()) {
            throw new CliException(ExitCode.BAD_INPUT, "'" + example + "' could not be read when the version was made,"
                    + " so there is nothing to decide about", "Mend its line in the source.");
        }
        ObjectNode body = Json.object().put("source", Json.text(why, "/source")).put("key", Json.text(why, "/key")).put(
                "content", content).put("comment", comment);
        body.set("ruling", decided);
        String name = version.contains("@") ? version.substring(0, version.indexOf('@')) : version;
        cli.show(cli.api().post("/api/v1/datasets/" + name + "/decisions", body), made -> List.of("Decided: "
                + Json.text(
                        made, "/ruling/kind") + " " + Json.text(made, "/source") + "/" + Json.text(made, "/key")
                + ". It holds from the next version on."));
        return 0;
    }

    private ObjectNode ruling() {
        ObjectNode node = Json.object().put("kind", ruling);
        String pair = label;
        if (pair != null) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new CliException(ExitCode.BAD_INPUT, "'" + pair + "' is not a label",
                        "Write --label NAME=VALUE.");
            }
            node.put("attribute", pair.substring(0, equals)).put("value", pair.substring(equals + 1));
        }
        Path edit = file;
        if (edit != null) {
            node.setAll(read(edit));
        }
        return node;
    }

    private static ObjectNode read(Path edit) {
        try {
            return Json.read(Files.readString(edit)).filter(ObjectNode.class::isInstance).map(
                    ObjectNode.class::cast).orElseThrow(() -> new CliException(ExitCode.BAD_INPUT, edit
                            + " does not hold a JSON object", "Write {\"messages\": [{\"role\", \"content\"}, …]}."));
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_INPUT, edit + " cannot be read", List.of(String.valueOf(
                    e.getMessage())), "Check the path.", e);
        }
    }
}

package io.attune.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import io.attune.cli.terminal.Format;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code attune dataset upload}. */
@Command(name = "upload", description = "Sends files to the platform, for recipes to name as upload:NAME.", footer = {
        "",
        "A file goes as it is, plain, .gz or .zst, and is never held in memory. Sent again under its name, the newest",
        "counts from the next build on; versions made before keep what they were made of.", "",
        "A recipe names it, and says on what terms it may be used:", "",
        "  sources:",
        "    - {name: tickets, type: jsonl, path: upload:tickets.jsonl, license: internal, personalData: redacted}", "",
        "Examples:", "  attune dataset upload tickets.jsonl.zst",
        "  attune dataset upload export-17.csv --name tickets.csv",
        "  attune dataset uploads"})
final class DatasetUpload implements Callable<Integer> {
    private final Cli cli;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "What to send.")
    List<Path> files = List.of();

    @Option(names = "--name", paramLabel = "NAME", description = "For one file: its name on the platform (default: the"
            + " file's own).")
    @Nullable
    String name;

    DatasetUpload(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        check();
        ObjectNode page = Json.object();
        ArrayNode items = page.putArray("items");
        for (Path file : files) {
            items.add(Uploading.send(cli, file, nameOf(file)));
        }
        cli.show(page, this::view);
        return 0;
    }

    /** Everything at once, before anything is sent. */
    private void check() {
        List<String> problems = new ArrayList<>();
        Set<String> names = new HashSet<>();
        if (name != null && files.size() > 1) {
            problems.add("--name names one file, and " + files.size() + " are given");
        }
        for (Path file : files) {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                problems.add(file + " is not a file that you may read");
            }
            if (name == null && !names.add(nameOf(file))) {
                problems.add("two files are named '" + nameOf(file) + "'");
            }
        }
        if (!problems.isEmpty()) {
            throw new CliException(ExitCode.BAD_INPUT, "Nothing was sent", problems,
                    "Name files that are there, each with a name of its own.", null);
        }
    }

    private String nameOf(Path file) {
        return name == null ? String.valueOf(file.getFileName()) : name;
    }

    private List<String> view(JsonNode page) {
        List<String> lines = new ArrayList<>();
        for (JsonNode sent : Json.items(page)) {
            lines.add(cli.screen().style().bold("upload:" + Json.text(sent, "/name")) + "  " + Format.bytes(Json.whole(
                    sent, "/bytes")) + "  " + Json.text(sent, "/digest"));
        }
        lines.add("Name it in a recipe: path: upload:" + Json.text(page, "/items/0/name"));
        return lines;
    }
}

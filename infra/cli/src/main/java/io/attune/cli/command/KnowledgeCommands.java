package io.attune.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import io.attune.cli.knowledge.KnowledgeSync;
import io.attune.cli.terminal.Format;
import io.attune.cli.terminal.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code attune knowledge}. */
@Command(name = "knowledge", description = "Knowledge bases: list, fill, search.", footer = {"", "Examples:",
        "  attune knowledge list", "  attune knowledge sync spring-boot-configuration --version 3.5.7",
        "  attune knowledge search spring-boot-configuration 'graceful shutdown'"})
final class KnowledgeCommands implements Callable<Integer> {
    private static final String PATH = "/api/v1/knowledge-bases";
    private static final String BASE = "The knowledge base's name, as listed by: attune knowledge list.";

    private final Cli cli;

    KnowledgeCommands(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", description = "The knowledge bases and how far their index is.", footer = {"", "Example:",
            "  attune knowledge list"})
    int list() {
        cli.list(cli.api().get(PATH), columns());
        return 0;
    }

    @Command(name = "status", description = "One knowledge base.", footer = {"", "Example:",
            "  attune knowledge status spring-boot-configuration"})
    int status(@Parameters(paramLabel = "BASE", description = BASE) String base) {
        cli.show(cli.api().get(path(base)), answer -> cli.lines(columns().table(List.of(answer))));
        return 0;
    }

    @Command(name = "sync", description = "Makes a knowledge base equal to a release's configuration metadata.", footer = {
            "", "Documents are answerable the moment they are in; nothing is trained.", "", "Example:",
            "  attune knowledge sync spring-boot-configuration --version 3.5.7"})
    int sync(@Parameters(paramLabel = "BASE", description = BASE) String base,
            @Option(names = "--version", paramLabel = "VERSION", required = true, description = "The release, such as 3.5.7.") String version,
            @Option(names = "--artifact", paramLabel = "NAME", split = ",", defaultValue = "spring-boot,spring-boot-autoconfigure,spring-boot-actuator-autoconfigure", description = "Which artifacts (default: Spring Boot's three).") List<String> artifacts) {
        JsonNode result;
        try (Waiting waiting = new Waiting(cli)) {
            result = new KnowledgeSync(cli.api(), cli.pause()).run(base, artifacts, version, waiting);
        }
        cli.show(result, answer -> List.of(KnowledgeSync.describe(answer)));
        return 0;
    }

    @Command(name = "search", description = "The passages nearest to a question, and why.", footer = {"", "Example:",
            "  attune knowledge search spring-boot-configuration 'graceful shutdown' --limit 3"})
    int search(@Parameters(paramLabel = "BASE", description = BASE) String base,
            @Parameters(paramLabel = "TEXT", description = "What is looked for.") String text,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "5", description = "How many (default: 5).") int limit) {
        if (text.isBlank()) {
            throw new CliException(ExitCode.BAD_INPUT, "There is nothing to search for", "Give a word or a question.");
        }
        JsonNode answer = cli.api().get(path(base) + "/search?limit=" + limit + "&explain=true&q="
                + ApiClient.encode(text));
        cli.show(answer, this::hits);
        return 0;
    }

    private List<String> hits(JsonNode answer) {
        List<String> lines = new ArrayList<>();
        int width = cli.screen().width() == 0 ? Integer.MAX_VALUE : cli.screen().width() - 4;
        for (JsonNode hit : Json.items(answer)) {
            lines.add(cli.screen().style().bold(Json.text(hit, "/title")) + cli.screen().style().dim("  revision "
                    + Json.text(hit, "/revision") + "  score " + Format.value(Json.number(hit, "/score"))));
            Table.wrap(Json.text(hit, "/text").replace('\n', ' '), width).forEach(line -> lines.add("  " + line));
        }
        return lines;
    }

    private static Columns columns() {
        return new Columns().text("KNOWLEDGE BASE", "/name").text("VERSION", "/version").count("DOCUMENTS",
                "/documents").count("LSN", "/lsn").count("INDEXED", "/indexedLsn").count("VECTORS PENDING",
                        "/vectorsPending").time("CHANGED", "/changedAt");
    }

    private static String path(String base) {
        return PATH + "/" + ApiClient.encode(base);
    }
}

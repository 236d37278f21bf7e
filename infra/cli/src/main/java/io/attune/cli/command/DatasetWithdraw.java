package io.attune.cli.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code attune dataset withdraw}. */
@Command(name = "withdraw", description = "Destroys a person's or a document's data in every version of every dataset.", footer = {
        "",
        "Shows first what it would touch, and destroys nothing without --yes. Versions that held the data are replaced by",
        "successors without it; uploaded files that hold it are destroyed and have to be sent again without it.",
        "An identifier on the command line stays in the shell's history: better write it to standard input.", "",
        "Examples:", "  attune dataset withdraw --identifier - < identifiers.txt",
        "  attune dataset withdraw --identifiers identifiers.txt --reason 'request 17' --yes",
        "  attune dataset withdraw --record voice/voice.jsonl:14 --dataset config-assistant --dry-run"})
final class DatasetWithdraw implements Callable<Integer> {
    private static final String PATH = "/api/v1/datasets/withdrawals";
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final Cli cli;

    @Option(names = "--identifier", paramLabel = "TEXT", description = "Names the person, such as an e-mail address; - reads one a line from standard input. May be repeated.")
    List<String> identifiers = new ArrayList<>();

    @Option(names = "--identifiers", paramLabel = "FILE", description = "A file with one identifier a line.")
    @Nullable
    Path identifierFile;

    @Option(names = "--record", paramLabel = "SOURCE/KEY", description = "A record, as attune dataset why names it. May be repeated.")
    List<String> records = new ArrayList<>();

    @Option(names = "--dataset", paramLabel = "NAME", description = "Where the records are (default: in any dataset).")
    @Nullable
    String dataset;

    @Option(names = "--group", paramLabel = "NAME", description = "Everything of one group, such as a conversation.")
    @Nullable
    String group;

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why, without the identifier; it is kept.")
    String reason = "";

    @Option(names = "--dry-run", description = "Only show what would be touched.")
    boolean dryRun;

    @Option(names = "--yes", description = "Destroy it.")
    boolean yes;

    @Option(names = "--key", paramLabel = "KEY", description = "The same key again is the same withdrawal.")
    @Nullable
    String key;

    DatasetWithdraw(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        ObjectNode subject = subject();
        if (yes && !dryRun) {
            return withdraw(subject);
        }
        JsonNode found;
        try (Waiting waiting = new Waiting(cli)) {
            waiting.waiting("looking through every version", 0, 0);
            found = cli.api().post(PATH + "/preview", subject);
        }
        cli.show(found, this::preview);
        if (dryRun || Json.items(found).isEmpty()) {
            return ExitCode.DONE.number();
        }
        cli.screen().say("Nothing was destroyed. To destroy it, say the same with --yes.");
        return ExitCode.WAITS.number();
    }

    private ObjectNode subject() {
        ObjectNode body = Json.object();
        List<String> texts = identifiers();
        if (!texts.isEmpty()) {
            ArrayNode array = body.putArray("identifiers");
            texts.forEach(array::add);
        }
        if (!records.isEmpty()) {
            ArrayNode array = body.putArray("records");
            records.forEach(record -> array.add(record(record)));
        }
        if (group != null) {
            body.put("group", group);
        }
        if (body.size() != 1) {
            throw new CliException(ExitCode.BAD_INPUT, "It is not clear whose or which data is meant",
                    "Give --identifier, --record or --group, and one of them alone.");
        }
        return body.put("reason", reason);
    }

    private ObjectNode record(String text) {
        int slash = text.indexOf('/');
        if (slash < 1) {
            throw new CliException(ExitCode.BAD_INPUT, "A record is named SOURCE/KEY",
                    "Write it as attune dataset why shows it, such as voice/voice.jsonl:14");
        }
        ObjectNode record = Json.object().put("source", text.substring(0, slash)).put("key", text.substring(slash + 1));
        return dataset == null ? record : record.put("dataset", dataset);
    }

    private List<String> identifiers() {
        List<String> texts = new ArrayList<>();
        try {
            for (String identifier : identifiers) {
                if (identifier.equals("-")) {
                    texts.addAll(new BufferedReader(new InputStreamReader(System.in,
                            StandardCharsets.UTF_8)).lines().toList());
                } else {
                    texts.add(identifier);
                }
            }
            if (identifierFile != null) {
                texts.addAll(Files.readAllLines(identifierFile));
            }
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_INPUT, "The file " + identifierFile + " cannot be read", List.of(),
                    "Write one identifier a line, in UTF-8.", e);
        }
        return texts.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
    }

    private List<String> preview(JsonNode found) {
        List<JsonNode> items = Json.items(found);
        return items.isEmpty()
                ? List.of("Nothing of it is held.")
                : cli.lines(new Columns().text("KIND", "/kind").text("WHERE", "/place").count("ITEMS", "/count").text(
                        "FOUND BY", "/evidence").table(items));
    }

    private int withdraw(ObjectNode subject) {
        JsonNode withdrawal = cli.api().post(PATH, subject, key == null
                ? Map.of()
                : Map.of(ApiClient.IDEMPOTENCY_KEY, key));
        String id = Json.text(withdrawal, "/id");
        cli.screen().say("Withdrawal " + id + " goes on by itself if this is interrupted.");
        try (Waiting waiting = new Waiting(cli)) {
            while (Json.text(withdrawal, "/state").equals("running")) {
                String trouble = Json.text(withdrawal, "/trouble");
                waiting.waiting(trouble.isEmpty() ? "withdrawing" : "withdrawing: " + trouble, 0, 0);
                cli.pause().await(LOOK_EVERY);
                withdrawal = cli.api().get(PATH + "/" + ApiClient.encode(id));
            }
        }
        cli.show(withdrawal, this::done);
        return ExitCode.DONE.number();
    }

    private List<String> done(JsonNode withdrawal) {
        List<JsonNode> destroyed = Json.list(withdrawal, "/destroyed");
        List<String> lines = new ArrayList<>();
        lines.add(cli.screen().style().bold(Json.text(withdrawal, "/id")) + (destroyed.isEmpty()
                ? "  nothing of it was held"
                : "  destroyed:"));
        if (!destroyed.isEmpty()) {
            lines.addAll(cli.lines(new Columns().text("KIND", "/kind").text("WHERE", "/place").count("ITEMS",
                    "/count").text("SUCCESSOR", "/successor").table(destroyed)));
        }
        return lines;
    }
}

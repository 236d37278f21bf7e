package io.attune.cli.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code attune eval label}. */
@Command(name = "label", description = "Say which of two answers is better, blind; or import labels.", footer = {"",
        "Shows a question and two answers without saying whose they are. Keys: 1 or 2 the better one, t a tie, s skip, q quit.",
        "Labels tell how far the judge can be believed: its agreement with people stands beside each win rate.",
        "A file holds a label a line: {\"suite\", \"item\", \"arm\", \"against\", \"kind\": \"preference\", \"value\": \"arm\"},",
        "kinds are preference (arm, against, tie), correctness (right, wrong) and score (1 to 10).", "", "Examples:",
        "  attune eval label eval_…", "  attune eval label eval_… --sample 20",
        "  attune eval label eval_… --import labels.jsonl"})
final class EvalLabel implements Callable<Integer> {
    private static final int AT_ONCE = 500;

    private final Cli cli;

    @Parameters(index = "0", paramLabel = "EVALUATION", description = "Its id.")
    String id = "";

    @Option(names = "--sample", paramLabel = "N", defaultValue = "50", description = "How many pairs at most; 50 unless said.")
    int sample;

    @Option(names = "--import", paramLabel = "FILE", description = "Labels as JSON lines.")
    @Nullable
    Path file;

    EvalLabel(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        Path imported = file;
        if (imported != null) {
            importAll(imported);
        } else {
            ask();
        }
        return 0;
    }

    private String path() {
        return "/api/v1/evaluations/" + ApiClient.encode(id);
    }

    private void ask() {
        List<JsonNode> pairs = Json.items(cli.api().get(path() + "/labels/sample?size=" + sample));
        if (pairs.isEmpty()) {
            cli.screen().say(id + " has no judged pair that you have not labelled");
            return;
        }
        BufferedReader keys = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int labelled = 0;
        for (int i = 0; i < pairs.size(); i++) {
            JsonNode pair = pairs.get(i);
            cli.screen().print(List.of("", cli.screen().style().bold("Pair " + (i + 1) + " of " + pairs.size()),
                    Json.text(
                            pair, "/question"), "", cli.screen().style().bold("[1]"), Json.text(pair, "/first"), "",
                    cli.screen().style().bold("[2]"), Json.text(pair, "/second"), ""));
            String value = key(keys);
            if (value.equals("quit")) {
                break;
            }
            if (!value.equals("skip")) {
                send(List.of(Json.object().put("pair", Json.text(pair, "/pair")).put("value", value)));
                labelled++;
            }
        }
        cli.screen().say("Labelled: " + labelled);
        tellAgreement();
    }

    private String key(BufferedReader keys) {
        while (true) {
            cli.screen().say("Which is better? 1, 2, t (tie), s (skip), q (quit)");
            try {
                String line = keys.readLine();
                switch (line == null ? "q" : line.strip().toLowerCase(Locale.ROOT)) {
                    case "1" -> {
                        return "first";
                    }
                    case "2" -> {
                        return "second";
                    }
                    case "t" -> {
                        return "tie";
                    }
                    case "s" -> {
                        return "skip";
                    }
                    case "q" -> {
                        return "quit";
                    }
                    default -> cli.screen().say("'" + line + "' is none of them.");
                }
            } catch (IOException e) {
                throw new CliException(ExitCode.BAD_INPUT, "The answer cannot be read", List.of(String.valueOf(
                        e.getMessage())), "Use --import FILE.", e);
            }
        }
    }

    private void tellAgreement() {
        Json.items(cli.api().get(path() + "/win-rates")).forEach(rate -> cli.screen().say(Json.text(rate, "/suite")
                + ": "
                + Json.text(rate, "/calibration/words")));
    }

    private void importAll(Path imported) {
        List<ObjectNode> labels = new ArrayList<>();
        List<String> lines = lines(imported);
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                int line = i + 1;
                labels.add(Json.read(lines.get(i)).filter(ObjectNode.class::isInstance).map(
                        ObjectNode.class::cast).orElseThrow(() -> new CliException(ExitCode.BAD_INPUT, imported + ":"
                                + line
                                + " is not a JSON object", "Write a label a line; see attune help eval label.")));
            }
        }
        for (int from = 0; from < labels.size(); from += AT_ONCE) {
            send(labels.subList(from, Math.min(labels.size(), from + AT_ONCE)));
        }
        cli.screen().say("Imported: " + labels.size());
        tellAgreement();
    }

    private static List<String> lines(Path imported) {
        try {
            return Files.readAllLines(imported);
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_INPUT, imported + " cannot be read", List.of(String.valueOf(
                    e.getMessage())), "Check the path; it must be UTF-8.", e);
        }
    }

    private void send(List<ObjectNode> labels) {
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("labels");
        labels.forEach(list::add);
        cli.api().post(path() + "/labels", body);
    }
}

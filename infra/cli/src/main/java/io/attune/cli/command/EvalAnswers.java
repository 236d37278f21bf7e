package io.attune.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import io.attune.cli.knowledge.Question;
import io.attune.cli.terminal.Format;
import io.attune.cli.terminal.Style;
import io.attune.cli.terminal.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code attune eval answers}. */
@Command(name = "answers", description = {"Asks a deployment the questions of a file and measures its answers.",
        "Exit code 1 when any answer misses."}, footer = {"",
                "A line is {\"question\": ..., and what is expected: \"value\", \"pattern\", \"schema\" or \"tool\", \"reference\""
                        + " for the very words,",
                "or \"answerable\": false where declining is right}.", "", "Example:",
                "  attune eval answers questions.jsonl --deployment config-assistant --junit answers.xml"})
final class EvalAnswers implements Callable<Integer> {
    /** What an expectation is measured by. */
    private static final Map<String, String> MEASURES = new LinkedHashMap<>(Map.of("value", "exact-value", "pattern",
            "pattern", "schema", "json-schema", "tool", "tool-call"));
    private static final int BATCH = 100;

    private final Cli cli;

    @Parameters(paramLabel = "FILE", description = "Questions, one JSON object a line.")
    Path file = Path.of("");

    @Option(names = "--deployment", paramLabel = "NAME", required = true, description = "Who is asked.")
    String deployment = "";

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the results as JUnit's XML, too.")
    @Nullable
    Path junit;

    EvalAnswers(Cli cli) {
        this.cli = cli;
    }

    /**
     * A question and what came of it.
     *
     * @param missed the measures that it did not meet, or what went wrong
     */
    private record Answered(String question, String text, Duration took, List<String> missed) {}

    @Override
    public Integer call() {
        List<JsonNode> lines = read();
        List<Answered> answered = new ArrayList<>();
        try (Waiting waiting = new Waiting(cli)) {
            for (int from = 0; from < lines.size(); from += BATCH) {
                answered.addAll(batch(waiting, lines, from, Math.min(lines.size(), from + BATCH)));
            }
        }
        Path target = junit;
        if (target != null) {
            write(target, xml(answered));
        }
        List<Answered> missed = answered.stream().filter(one -> !one.missed().isEmpty()).toList();
        ObjectNode told = Json.object().put("questions", answered.size()).put("missed", missed.size());
        missed.forEach(one -> told.withArray("/misses").addObject().put("question", one.question()).put("answer",
                one.text()).put("why", String.join(", ", one.missed())));
        cli.show(told, node -> view(answered.size(), missed));
        return missed.isEmpty() ? 0 : ExitCode.NO.number();
    }

    private List<JsonNode> read() {
        List<JsonNode> lines = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                if (!line.isBlank()) {
                    JsonNode node = Json.read(line).filter(JsonNode::isObject).orElse(null);
                    if (node == null || question(node).isEmpty()) {
                        problems.add("line " + number + " is no JSON object with a question");
                    } else {
                        lines.add(node);
                    }
                }
            }
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_INPUT, file + " cannot be read", List.of(), "Name a file of questions.",
                    e);
        }
        if (!problems.isEmpty() || lines.isEmpty()) {
            throw new CliException(ExitCode.BAD_INPUT, file + " is no file of questions", problems,
                    "Write a line for each: {\"question\": \"...\", \"value\": \"...\"}", null);
        }
        return lines;
    }

    private static String question(JsonNode line) {
        String question = Json.text(line, "/question");
        return question.isEmpty() ? Json.text(line, "/prompt") : question;
    }

    private List<Answered> batch(Waiting waiting, List<JsonNode> lines, int from, int to) {
        ObjectNode body = Json.object();
        List<Duration> took = new ArrayList<>();
        for (int i = from; i < to; i++) {
            waiting.waiting("asking " + deployment, i, lines.size());
            Instant began = cli.clock().instant();
            ask(lines.get(i), body.withArray("/items").addObject());
            took.add(Duration.between(began, cli.clock().instant()));
        }
        JsonNode measured = cli.api().post("/api/v1/evaluations/measures", body);
        List<Answered> answered = new ArrayList<>();
        List<JsonNode> items = Json.list(measured, "/items");
        for (int i = 0; i < items.size(); i++) {
            JsonNode asked = body.path("items").path(i);
            List<String> missed = new ArrayList<>();
            items.get(i).path("measures").properties().forEach(measure -> {
                if (measure.getValue().asDouble(0) < 1) {
                    missed.add(measure.getKey() + " " + Format.value(measure.getValue().asDouble(0)));
                }
            });
            String failure = Json.text(asked, "/failure");
            answered.add(new Answered(Json.text(asked, "/question"), failure.isEmpty()
                    ? Json.text(asked, "/answer")
                    : failure,
                    took.get(i), failure.isEmpty() ? missed : List.of("no answer")));
        }
        return answered;
    }

    private void ask(JsonNode line, ObjectNode item) {
        String question = question(line);
        String reference = Json.text(line, "/reference");
        boolean answerable = !line.path("answerable").isBoolean() || line.path("answerable").asBoolean(true);
        item.put("question", question).put("reference", !reference.isEmpty() || !answerable ? reference : "-");
        var measures = item.putArray("measures");
        var attributes = item.putObject("attributes");
        if (!answerable) {
            attributes.put("answerable", "false");
            measures.add("right-refusal");
        }
        line.properties().forEach(field -> {
            String measure = answerable ? MEASURES.get(field.getKey()) : null;
            if (measure != null) {
                measures.add(measure);
            }
            if (!List.of("question", "prompt", "reference", "answerable").contains(field.getKey())) {
                attributes.put(field.getKey(), field.getValue().isString()
                        ? field.getValue().stringValue()
                        : Json.write(
                                field.getValue()));
            }
        });
        if (measures.isEmpty()) {
            measures.add("normalized-match");
        }
        try {
            JsonNode answer = Question.ask(cli.api(), deployment, question);
            item.put("answer", Json.text(answer, "/choices/0/message/content")).put("finishReason", Json.text(answer,
                    "/choices/0/finish_reason")).put("abstained", Json.isTrue(answer, "/attune/abstained"));
        } catch (CliException e) {
            item.put("answer", "").put("failure", String.valueOf(e.getMessage()));
        }
    }

    private List<String> view(int all, List<Answered> missed) {
        Style style = cli.screen().style();
        List<String> lines = new ArrayList<>();
        lines.add(missed.isEmpty()
                ? style.green("All " + Format.count(all) + " answers are right")
                : style.yellow(Format.count(missed.size()) + " of " + Format.count(all) + " answers miss"));
        Table table = new Table().column("QUESTION").column("ANSWER").column("MISSES");
        missed.forEach(one -> table.row(one.question(), one.text(), String.join(", ", one.missed())));
        if (!table.isEmpty()) {
            lines.addAll(cli.lines(table));
        }
        return lines;
    }

    private String xml(List<Answered> answered) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"").append(
                escape(deployment)).append("\" tests=\"").append(answered.size()).append("\" failures=\"").append(
                        answered.stream().filter(one -> !one.missed().isEmpty()).count()).append("\">\n");
        for (Answered one : answered) {
            xml.append("  <testcase classname=\"").append(escape(deployment)).append("\" name=\"").append(escape(
                    one.question())).append("\" time=\"").append(one.took().toMillis() / 1000.0).append('"');
            xml.append(one.missed().isEmpty()
                    ? "/>\n"
                    : "><failure message=\"" + escape(String.join(", ", one.missed())) + "\">" + escape(one.text())
                            + "</failure></testcase>\n");
        }
        return xml.append("</testsuite>\n").toString();
    }

    /** Characters that XML does not have are shown as a question mark. */
    private static String escape(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().map(c -> (c < 0x20 && c != '\n' && c != '\t') || (c >= 0xD800 && c < 0xE000) || c == 0xFFFE
                || c == 0xFFFF ? '?' : c).forEach(out::appendCodePoint);
        return out.toString().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"",
                "&quot;").replace(
                        "\n", "&#10;").replace("\t", "&#9;");
    }

    private static void write(Path target, String text) {
        try {
            Files.writeString(target, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_INPUT, target + " cannot be written", List.of(), "Name another file.",
                    e);
        }
    }
}

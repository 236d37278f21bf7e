package io.attune.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        "Exit code 1 when any answer misses."}, footer = {"", "A line of the file is a JSON object:",
                "  question     what is asked (or: prompt)",
                "  value, pattern, schema, tool",
                "               what is expected: the exact value, a regular expression, a JSON Schema,",
                "               or {\"name\": ..., \"arguments\": {...}}",
                "  reference    the very words that are expected; alone it is compared but for case and punctuation",
                "  answerable   false where declining is right",
                "  citations    true: the answer must cite, and what it cites must hold",
                "  answer       what was answered elsewhere; nobody is asked. With it may stand toolCalls",
                "               [{name, arguments}], citations [{document, revision, start, end, quote}] with knowledgeBase,",
                "               abstained and finishReason", "", "Examples:",
                "  attune eval answers questions.jsonl --deployment config-assistant --junit answers.xml",
                "  attune eval answers answered.jsonl"})
final class EvalAnswers implements Callable<Integer> {
    /** What an expectation is measured by. */
    private static final Map<String, String> MEASURES = new LinkedHashMap<>(Map.of("value", "exact-value", "pattern",
            "pattern", "schema", "json-schema", "tool", "tool-call"));
    /** What of a line is no fact about the question. */
    private static final Set<String> NO_ATTRIBUTES = Set.of("question", "prompt", "reference", "answerable", "answer",
            "toolCalls", "citations", "knowledgeBase", "abstained", "finishReason");
    private static final List<String> GIVEN = List.of("answer", "toolCalls", "citations", "knowledgeBase", "abstained",
            "finishReason");
    private static final List<String> CITED = List.of("document", "revision", "start", "end", "quote");
    private static final int BATCH = 100;

    private final Cli cli;

    @Parameters(paramLabel = "FILE", description = "Questions, one JSON object a line.")
    Path file = Path.of("");

    @Option(names = "--deployment", paramLabel = "NAME", description = "Who is asked; needed unless every line has its answer.")
    String deployment = "";

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the results as JUnit's XML, too.")
    @Nullable
    Path junit;

    EvalAnswers(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        List<JsonNode> lines = read();
        List<AnswersXml.Case> answered = new ArrayList<>();
        try (Waiting waiting = new Waiting(cli)) {
            for (int from = 0; from < lines.size(); from += BATCH) {
                answered.addAll(batch(waiting, lines, from, Math.min(lines.size(), from + BATCH)));
            }
        }
        Path target = junit;
        if (target != null) {
            AnswersXml.write(target, deployment.isEmpty() ? file.getFileName().toString() : deployment, answered);
        }
        List<AnswersXml.Case> missed = answered.stream().filter(one -> !one.missed().isEmpty()).toList();
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
        if (deployment.isEmpty() && lines.stream().anyMatch(line -> !line.path("answer").isString())) {
            problems.add("--deployment is missing, and not every line has its answer");
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

    private List<AnswersXml.Case> batch(Waiting waiting, List<JsonNode> lines, int from, int to) {
        ObjectNode body = Json.object();
        List<Duration> took = new ArrayList<>();
        for (int i = from; i < to; i++) {
            waiting.waiting(deployment.isEmpty() ? "measuring" : "asking " + deployment, i, lines.size());
            Instant began = cli.clock().instant();
            ask(lines.get(i), body.withArray("/items").addObject());
            took.add(Duration.between(began, cli.clock().instant()));
        }
        JsonNode measured = cli.api().post("/api/v1/evaluations/measures", body);
        List<AnswersXml.Case> answered = new ArrayList<>();
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
            answered.add(new AnswersXml.Case(Json.text(asked, "/question"), failure.isEmpty()
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
            if (!NO_ATTRIBUTES.contains(field.getKey())) {
                attributes.put(field.getKey(), field.getValue().isString()
                        ? field.getValue().stringValue()
                        : Json.write(
                                field.getValue()));
            }
        });
        JsonNode cites = line.path("citations");
        if (answerable && (cites.isArray() || cites.asBoolean(false))) {
            measures.add("citation-precision").add("citation-recall");
        }
        if (measures.isEmpty()) {
            measures.add("normalized-match");
        }
        if (line.path("answer").isString()) {
            GIVEN.forEach(field -> line.optional(field).filter(value -> !field.equals("citations")
                    || value.isArray()).ifPresent(
                            value -> item.set(field, value)));
            return;
        }
        try {
            answered(Question.ask(cli.api(), deployment, question), item);
        } catch (CliException e) {
            item.put("answer", "").put("failure", String.valueOf(e.getMessage()));
        }
    }

    private static void answered(JsonNode answer, ObjectNode item) {
        item.put("answer", Json.text(answer, "/choices/0/message/content")).put("finishReason", Json.text(answer,
                "/choices/0/finish_reason")).put("abstained", Json.isTrue(answer, "/attune/abstained"));
        String base = Json.text(answer, "/attune/knowledgeBase");
        if (!base.isEmpty()) {
            item.put("knowledgeBase", base);
        }
        for (JsonNode citation : Json.list(answer, "/attune/citations")) {
            ObjectNode cited = item.withArray("/citations").addObject();
            CITED.forEach(field -> citation.optional(field).ifPresent(value -> cited.set(field, value)));
        }
        for (JsonNode call : Json.list(answer, "/choices/0/message/tool_calls")) {
            item.withArray("/toolCalls").addObject().put("name", Json.text(call, "/function/name")).put("arguments",
                    Json.text(call, "/function/arguments"));
        }
    }

    private List<String> view(int all, List<AnswersXml.Case> missed) {
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
}

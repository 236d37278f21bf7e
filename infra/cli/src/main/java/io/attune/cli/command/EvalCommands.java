package io.attune.cli.command;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import io.attune.cli.run.ReportView;
import io.attune.cli.terminal.Format;
import io.attune.cli.terminal.Style;
import io.attune.cli.terminal.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code attune eval}. */
@Command(name = "eval", aliases = "evaluation", description = "Evaluations: who answers how well, with every answer kept.", subcommands = {
        EvalAnswers.class, EvalLabel.class, EvalJudge.class}, footer = {
                "", "What an arm answered once is kept and never paid for again.", "", "Examples:",
                "  attune eval list",
                "  attune eval run config-assistant@3 --suite defaults --against champion --budget 2",
                "  attune eval show eval_019…", "  attune eval compare eval_019… eval_01a…",
                "  attune eval export eval_019… --format junit --out results.xml",
                "  attune eval answers questions.jsonl --deployment config-assistant --junit answers.xml"})
final class EvalCommands implements Callable<Integer> {
    private static final String PATH = "/api/v1/evaluations";
    private static final Duration LOOK_EVERY = Duration.ofMillis(300);
    private static final int ANSWER_WIDTH = 60;

    private final Cli cli;

    EvalCommands(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", description = "The newest evaluations.", footer = {"", "Example:", "  attune eval list"})
    int list() {
        cli.list(cli.api().get(PATH), new Columns().text("EVALUATION", "/id").text("OF", "/subject").text("STATE",
                "/state").cell("DONE", row -> Format.count(Json.whole(row, "/done")) + "/" + Format.count(Json.whole(
                        row,
                        "/total"))).text("RUN", "/run").text("BY", "/startedBy").time("AT", "/createdAt"));
        return 0;
    }

    @Command(name = "run", description = {"Evaluates a registered version and waits for the end.",
            "Its measures are kept with the version."}, footer = {"",
                    "A suite is one of the recipe's, or a frozen one (attune suites). Broken off, it goes on by itself.",
                    "",
                    "Examples:", "  attune eval run config-assistant@3 --suite defaults",
                    "  attune eval run config-assistant@3 --suite limits@1 --against champion,base --budget 2"})
    int run(@Parameters(paramLabel = "VERSION", description = "Such as config-assistant@3.") String version,
            @Option(names = "--suite", paramLabel = "NAME", required = true, split = ",", description = "What is asked; several with commas.") List<String> suites,
            @Option(names = "--against", paramLabel = "ARM", split = ",", description = "Further arms: champion, base, or versions.") @Nullable List<String> against,
            @Option(names = "--measure", paramLabel = "NAME", split = ",", description = "For frozen suites: what is measured.") @Nullable List<String> measures,
            @Option(names = "--budget", paramLabel = "AMOUNT", description = "The most it may cost (default: the project's budgets).") @Nullable BigDecimal budget,
            @Option(names = "--currency", paramLabel = "CODE", defaultValue = "USD", description = "Of the budget (default: USD).") String currency,
            @Option(names = "--key", paramLabel = "KEY", description = "The same key again is the same evaluation.") @Nullable String key,
            @Option(names = "--no-wait", description = "Start it and return at once.") boolean noWait) {
        ObjectNode body = Json.object().put("version", version).put("currency", currency);
        put(body.putArray("suites"), suites);
        put(body.putArray("against"), against);
        put(body.putArray("measures"), measures);
        if (budget != null) {
            body.put("budget", budget);
        }
        JsonNode evaluation = cli.api().post(PATH, body, Map.of(ApiClient.IDEMPOTENCY_KEY, key == null
                ? UUID.randomUUID().toString()
                : key));
        String id = Json.text(evaluation, "/id");
        if (!noWait) {
            evaluation = awaited(id);
        }
        cli.show(evaluation, this::view);
        if (!noWait && !Json.text(evaluation, "/state").equals("succeeded")) {
            throw new CliException(ExitCode.REFUSED, "Evaluation " + id + " " + Json.text(evaluation, "/state") + ": "
                    + Json.text(evaluation, "/problem/message"), List.of(), Json.text(evaluation, "/problem/nextStep"),
                    null);
        }
        return 0;
    }

    private JsonNode awaited(String id) {
        JsonNode evaluation = cli.api().get(PATH + "/" + id);
        try (Waiting waiting = new Waiting(cli)) {
            while (Json.text(evaluation, "/state").equals("running")) {
                String trouble = Json.text(evaluation, "/problem/message");
                waiting.waiting(trouble.isEmpty() ? "asking" : trouble, Json.whole(evaluation, "/done"), Json.whole(
                        evaluation, "/total"));
                cli.pause().await(LOOK_EVERY);
                evaluation = cli.api().get(PATH + "/" + id);
            }
        }
        return evaluation;
    }

    private static void put(ArrayNode array, @Nullable List<String> values) {
        if (values != null) {
            values.forEach(array::add);
        }
    }

    @Command(name = "show", description = "An evaluation: its arms, how every example ended, and its measures with 95 %% intervals.", footer = {
            "", "Example:", "  attune eval show eval_019…"})
    int show(@Parameters(paramLabel = "EVALUATION", description = "Its identifier.") String id) {
        cli.show(cli.api().get(PATH + "/" + ApiClient.encode(id)), evaluation -> {
            List<String> lines = new ArrayList<>(view(evaluation));
            lines.addAll(new ReportView(cli.screen().style(), cli.screen().width()).whole(cli.api().get(PATH + "/"
                    + ApiClient.encode(id) + "/report")));
            return lines;
        });
        return 0;
    }

    @Command(name = "report", description = "What an evaluation found: every arm with its interval, who wins where, costs.", footer = {
            "", "Example:", "  attune eval report eval_019… --json"})
    int report(@Parameters(paramLabel = "EVALUATION", description = "Its identifier.") String id) {
        cli.show(cli.api().get(PATH + "/" + ApiClient.encode(id) + "/report"), new ReportView(cli.screen().style(),
                cli.screen().width())::whole);
        return 0;
    }

    @Command(name = "cancel", description = "Stops an evaluation; what was asked is kept and charged.", footer = {"",
            "Example:", "  attune eval cancel eval_019…"})
    int cancel(@Parameters(paramLabel = "EVALUATION", description = "Its identifier.") String id) {
        cli.show(cli.api().post(PATH + "/" + ApiClient.encode(id) + "/cancel", Json.object()), this::view);
        return 0;
    }

    private List<String> view(JsonNode evaluation) {
        Style style = cli.screen().style();
        List<String> lines = new ArrayList<>();
        lines.add(style.bold(Json.text(evaluation, "/subject")) + "  " + Json.text(evaluation, "/state") + "  "
                + Format.count(Json.whole(evaluation, "/done")) + " of " + Format.count(Json.whole(evaluation,
                        "/total")) + "  " + style.dim(Json.text(evaluation, "/id")));
        String problem = Json.text(evaluation, "/problem/message");
        if (!problem.isEmpty()) {
            lines.add(style.yellow(problem));
        }
        List<String> outcomes = new ArrayList<>();
        evaluation.path("outcomes").properties().forEach(outcome -> outcomes.add(outcome.getKey().toLowerCase(
                Locale.ROOT).replace('_', ' ') + " " + Format.count(outcome.getValue().asLong(0))));
        if (!outcomes.isEmpty()) {
            lines.add("  " + String.join(", ", outcomes));
        }
        Table table = new Table().column("SUITE").column("MEASURE").column("ARM").number("VALUE").column(
                "95 % INTERVAL").number("EXAMPLES");
        for (JsonNode figure : Json.list(evaluation, "/figures")) {
            table.row(Json.text(figure, "/suite"), Json.text(figure, "/measure"), Json.text(figure, "/arm"),
                    Format.value(
                            Json.number(figure, "/interval/estimate")), between(figure.path("interval")), Format.count(
                                    Json.whole(figure,
                                            "/examples")));
        }
        if (!table.isEmpty()) {
            lines.add("");
            lines.addAll(cli.lines(table));
        }
        return lines;
    }

    private static String between(JsonNode interval) {
        return interval.path("low").isNumber() && interval.path("high").isNumber()
                ? Format.value(Json.number(interval, "/low")) + " – " + Format.value(Json.number(interval, "/high"))
                : "too few";
    }

    @Command(name = "compare", description = "Two arms' answers side by side, of one evaluation or of two.", footer = {
            "",
            "Only examples whose measures differ are shown unless --all is given.", "", "Examples:",
            "  attune eval compare eval_019… eval_01a…",
            "  attune eval compare eval_019… eval_019… --base-arm base --head-arm tuned+retrieval --suite defaults"})
    int compare(@Parameters(paramLabel = "BASE", description = "An evaluation.") String base,
            @Parameters(paramLabel = "HEAD", description = "Another, or the same.") String head,
            @Option(names = "--base-arm", paramLabel = "ARM", description = "Default: the evaluated version's.") @Nullable String baseArm,
            @Option(names = "--head-arm", paramLabel = "ARM", description = "Default: the evaluated version's.") @Nullable String headArm,
            @Option(names = "--suite", paramLabel = "NAME", description = "This suite alone.") @Nullable String suite,
            @Option(names = "--all", description = "Also examples that measure the same.") boolean all,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "How many at most (default: 20).") int limit) {
        JsonNode compared = cli.api().get(PATH + "/compare?base=" + ApiClient.encode(base) + "&head="
                + ApiClient.encode(
                        head) + "&changed=" + !all + "&limit=" + limit + parameter("baseArm", baseArm) + parameter(
                                "headArm",
                                headArm) + parameter("suite", suite));
        cli.show(compared, answers -> {
            List<String> lines = new ArrayList<>(winRates(answers, head, suite));
            lines.addAll(comparison(answers));
            return lines;
        });
        return 0;
    }

    private static String parameter(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + ApiClient.encode(value);
    }

    /** What a judge of the head's evaluation said of the two arms. */
    private List<String> winRates(JsonNode compared, String head, @Nullable String suite) {
        return Json.items(cli.api().get(PATH + "/" + ApiClient.encode(head) + "/win-rates")).stream().filter(
                rate -> Json.text(rate, "/arm").equals(Json.text(compared, "/headArm")) && Json.text(rate,
                        "/against").equals(Json.text(compared, "/baseArm")) && (suite == null || suite.equals(
                                Json.text(rate, "/suite")))).map(rate -> Json.text(rate, "/suite") + ": win rate "
                                        + EvalJudge.rate(rate) + " of " + Json.text(rate, "/arm") + " against "
                                        + Json.text(rate, "/against")).toList();
    }

    private List<String> comparison(JsonNode compared) {
        Style style = cli.screen().style();
        List<String> lines = new ArrayList<>();
        for (JsonNode pair : Json.list(compared, "/items")) {
            lines.add(style.bold(Json.text(pair, "/base/question")) + style.dim("  " + Json.text(pair, "/suite")));
            lines.add("  " + Json.text(compared, "/baseArm") + ": " + said(pair, "/base"));
            lines.add("  " + Json.text(compared, "/headArm") + ": " + said(pair, "/head"));
            List<String> changed = new ArrayList<>();
            pair.path("changed").properties().forEach(measure -> changed.add(measure.getKey()
                    + (measure.getValue().asDouble(
                            0) > 0 ? " +" : " ") + Format.value(measure.getValue().asDouble(0))));
            if (!changed.isEmpty()) {
                lines.add("  " + style.yellow(String.join(", ", changed)));
            }
            lines.add("");
        }
        if (lines.isEmpty()) {
            lines.add("No example measures otherwise.");
        }
        return lines;
    }

    /** The words of what is served, or else of the model alone. */
    private static String said(JsonNode pair, String side) {
        String text = "";
        for (JsonNode output : Json.list(pair, side + "/outputs")) {
            String words = Json.text(output, "/text");
            text = words.isEmpty() ? text : words;
        }
        String shown = text.replaceAll("\\s+", " ");
        String outcome = Json.text(pair, side + "/outcome");
        return (outcome.equals("ANSWERED") ? "" : outcome.toLowerCase(Locale.ROOT) + " ")
                + (shown.length() > ANSWER_WIDTH
                        * 2 ? shown.substring(0, ANSWER_WIDTH * 2) + "…" : shown);
    }

    @Command(name = "export", description = "All results of an evaluation as lines of JSON, or as JUnit's XML.", footer = {
            "",
            "Examples:", "  attune eval export eval_019… --out results.jsonl",
            "  attune eval export eval_019… --format junit --out results.xml"})
    int export(@Parameters(paramLabel = "EVALUATION", description = "Its identifier.") String id,
            @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "jsonl", description = "jsonl or junit (default: jsonl).") String format,
            @Option(names = "--out", paramLabel = "FILE", description = "Where to (default: standard output).") @Nullable Path out) {
        String path = PATH + "/" + ApiClient.encode(id) + "/export?format=" + ApiClient.encode(format);
        if (out == null) {
            cli.screen().print(cli.api().getText(path).stripTrailing());
        } else {
            cli.api().getFile(path, out);
        }
        return 0;
    }
}

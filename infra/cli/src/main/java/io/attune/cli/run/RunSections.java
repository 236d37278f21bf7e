package io.attune.cli.run;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.attune.cli.api.Json;
import io.attune.cli.terminal.Format;
import io.attune.cli.terminal.Style;
import io.attune.cli.terminal.Table;
import tools.jackson.databind.JsonNode;

/**
 * What a run has learned, each as lines to print.
 *
 * @param style for the results
 * @param width columns to fit into, 0 for as many as needed
 */
public record RunSections(Style style, int width) {

    /** Kept, dropped and why, for each step of the curation; then the split. */
    public List<String> curation(JsonNode run, JsonNode datasetVersion) {
        List<String> lines = heading("Dataset " + Json.text(run, "/dataset/name") + "@"
                + Json.text(run, "/dataset/number"), shortDigest(Json.text(run, "/dataset/digest")));
        lines.addAll(funnel(datasetVersion));
        lines.add("  split: " + Format.count(Json.whole(run, "/dataset/train")) + " training ("
                + Format.count(Json.whole(run, "/dataset/trainTokens")) + " tokens), "
                + Format.count(Json.whole(run, "/dataset/validation")) + " validation, "
                + Format.count(Json.whole(run, "/dataset/test")) + " test");
        return lines;
    }

    /** What each step kept, dropped and merged, and why. */
    public List<String> funnel(JsonNode datasetVersion) {
        Table funnel = new Table().column("STEP").number("IN").number("KEPT").number("DROPPED").number("MERGED").number(
                "CHANGED").column("WHY");
        for (JsonNode step : Json.list(datasetVersion, "/funnel")) {
            funnel.row(Json.text(step, "/step"), Format.count(Json.whole(step, "/in") + Json.whole(step, "/added")),
                    Format.count(Json.whole(step, "/kept")), count(step, "/dropped"), count(step, "/merged"),
                    count(step, "/changed"), reasons(step));
        }
        return funnel.isEmpty() ? List.of() : indent(funnel);
    }

    /** The retrieval-first verdict: what was asked for, what was measured, and what follows from it. */
    public List<String> check(JsonNode run) {
        boolean enough = Json.isTrue(run, "/check/enough");
        List<String> lines = heading("Retrieval first", "does the base model with its knowledge suffice?");
        Table table = new Table().column("SUITE").column("MEASURE").number("MEASURED").number("ASKED FOR").column("");
        for (JsonNode bound : Json.list(run, "/check/bounds")) {
            double value = Json.number(bound, "/value");
            table.row(Json.text(bound, "/suite"), Json.text(bound, "/measure"),
                    Double.isNaN(value) ? "nothing to measure" : Format.value(value),
                    "≥ " + Format.value(Json.number(bound, "/atLeast")), Json.text(bound, "/verdict").equals(
                            "NOT_ENOUGH_EVIDENCE")
                                    ? "not enough evidence: " + Format.count(Json.whole(bound, "/examples")) + " of "
                                            + Format.count(Json.whole(bound, "/minimum")) + " examples"
                                    : mark(Json.isTrue(bound, "/met")));
        }
        if (!table.isEmpty()) {
            lines.addAll(indent(table));
        }
        boolean tooFew = Json.list(run, "/check/bounds").stream().anyMatch(bound -> Json.text(bound, "/verdict").equals(
                "NOT_ENOUGH_EVIDENCE"));
        lines.add("  verdict: " + (enough
                ? "retrieval suffices for the facts"
                : tooFew ? "not enough evidence that retrieval suffices" : "retrieval alone does not suffice"));
        return lines;
    }

    /** Whether the run trains, and why. */
    public List<String> plan(JsonNode run) {
        return List.of("  plan: " + (Json.isTrue(run, "/plan/train")
                ? "train"
                : "deploy the base model with its knowledge")
                + ". " + Json.text(run, "/plan/reason"));
    }

    /** What the run is expected to cost, line by line, and what is held for it. */
    public List<String> quote(JsonNode run) {
        List<String> lines = heading("Quote", Json.text(run, "/quote/source") + " of "
                + Json.text(run, "/quote/observedOn"));
        Table table = new Table().column("FOR").number("QUANTITY").number("UNIT PRICE").column("UNIT").number("AMOUNT");
        for (JsonNode line : Json.list(run, "/quote/lines")) {
            table.row(words(Json.text(line, "/kind")), quantity(line), money(line, "/unitPrice"),
                    Json.text(line, "/unit"), money(line, "/amount"));
        }
        lines.addAll(indent(table));
        lines.add("  expected " + style.bold(money(run, "/quote/expected")) + ", reserved from the budget "
                + money(run, "/quote/held"));
        Json.list(run, "/quote/warnings").forEach(warning -> lines.add("  " + style.yellow(warning.asString())));
        String basis = Json.text(run, "/quote/basis");
        if (!basis.isEmpty()) {
            lines.add(style.dim("  " + basis));
        }
        return lines;
    }

    /** Each measure with its 95 % interval, the arms side by side. */
    public List<String> arms(List<JsonNode> figures) {
        List<String> lines = heading("Evaluation", "mean and 95 % interval on held-out questions");
        Map<String, Map<String, JsonNode>> byMeasure = new LinkedHashMap<>();
        List<String> arms = new ArrayList<>(List.of("base", "base+retrieval", "tuned", "tuned+retrieval"));
        for (JsonNode figure : figures) {
            String arm = Json.text(figure, "/arm");
            if (!arms.contains(arm)) {
                arms.add(arm);
            }
            byMeasure.computeIfAbsent(Json.text(figure, "/suite") + " " + Json.text(figure, "/measure"),
                    key -> new LinkedHashMap<>()).put(arm, figure);
        }
        Table table = new Table().column("SUITE AND MEASURE").number("N");
        arms.forEach(arm -> table.number(arm.toUpperCase(Locale.ROOT)));
        for (var row : byMeasure.entrySet()) {
            List<String> cells = new ArrayList<>(List.of(row.getKey(), Format.count(
                    row.getValue().values().stream().mapToLong(f -> Json.whole(f, "/examples")).max().orElse(0))));
            arms.forEach(arm -> cells.add(interval(row.getValue().get(arm))));
            table.row(cells);
        }
        lines.addAll(indent(table));
        return lines;
    }

    /** The targets of a start that has several, and their runs. */
    public List<String> group(JsonNode run) {
        List<JsonNode> targets = Json.list(run, "/group/targets");
        if (targets.size() < 2) {
            return List.of();
        }
        List<String> lines = heading("Targets", "choose " + Json.text(run, "/group/choose"));
        Table table = new Table().column("TARGET").column("RUN").column("STATE");
        targets.forEach(target -> table.row(Json.text(target, "/target"), Json.text(target, "/run"), Json.text(target,
                "/run").isEmpty() ? "not tried" : words(Json.text(target, "/state"))));
        lines.addAll(indent(table));
        return lines;
    }

    /** Each gate: held or not, and the figures it rests on. */
    public List<String> gates(JsonNode run) {
        boolean passed = Json.isTrue(run, "/gates/passed");
        List<String> lines = heading("Gates", passed ? "all hold" : "not all hold");
        int number = 0;
        for (JsonNode gate : Json.list(run, "/gates/results")) {
            number++;
            lines.add("  " + mark(Json.isTrue(gate, "/passed")) + " " + number + " " + Json.text(gate, "/gate") + ": "
                    + Json.text(gate, "/reason") + origin(run, gate));
            if (!Json.text(gate, "/waiver/by").isEmpty()) {
                lines.add("      waived by " + Json.text(gate, "/waiver/by") + ": " + Json.text(gate,
                        "/waiver/reason"));
            }
        }
        return lines;
    }

    /** Who asks for a gate where that is not the recipe. */
    private String origin(JsonNode run, JsonNode gate) {
        String origin = Json.text(gate, "/origin");
        return origin.isEmpty() ? "" : "  " + style.dim(origin + " " + Json.text(run, "/gates/policy/version"));
    }

    /** Registered, promoted, deployed: whatever of it has happened. */
    public List<String> registration(JsonNode run) {
        List<String> lines = new ArrayList<>();
        if (!run.at("/model/number").isMissingNode()) {
            lines.add("  registered  " + style.bold(Json.text(run, "/model/model") + "@"
                    + Json.text(run, "/model/number")));
        }
        if (!Json.text(run, "/promotion/id").isEmpty()) {
            lines.add("  promotion   " + words(Json.text(run, "/promotion/status")) + "  "
                    + style.dim(Json.text(run, "/promotion/id")));
        }
        if (!Json.text(run, "/deployment/name").isEmpty()) {
            lines.add("  deployed    " + style.bold(Json.text(run, "/deployment/name"))
                    + ", paired with its knowledge base");
        }
        if (!lines.isEmpty()) {
            lines.addAll(0, heading("Model version", ""));
        }
        return lines;
    }

    /** The quote beside the bill, for each kind of charge. */
    public List<String> bill(JsonNode run) {
        Map<String, BigDecimal> quoted = sums(Json.list(run, "/quote/lines"));
        Map<String, BigDecimal> billed = sums(Json.list(run, "/bill"));
        String currency = Json.text(run, "/quote/expected/currency");
        if (currency.isEmpty()) {
            currency = Json.text(run, "/billTotal/currency");
        }
        if (quoted.isEmpty() && billed.isEmpty()) {
            return List.of();
        }
        Table table = new Table().column("FOR").number("QUOTED").number("BILLED");
        Map<String, BigDecimal> kinds = new LinkedHashMap<>(quoted);
        billed.keySet().forEach(kind -> kinds.putIfAbsent(kind, BigDecimal.ZERO));
        for (String kind : kinds.keySet()) {
            table.row(words(kind), Format.money(quoted.getOrDefault(kind, BigDecimal.ZERO), currency),
                    Format.money(billed.getOrDefault(kind, BigDecimal.ZERO), currency));
        }
        table.row(style.bold("total"), style.bold(Format.money(sum(quoted), currency)),
                style.bold(Format.money(sum(billed), currency)));
        List<String> lines = heading("Quote and bill", Json.text(run, "/quote/source"));
        lines.addAll(indent(table));
        return lines;
    }

    /** How the run ended, or what it waits for; nothing while it goes on. */
    public List<String> ending(JsonNode run) {
        String id = Json.text(run, "/id");
        if (!Json.text(run, "/failure/message").isEmpty()) {
            String next = Json.text(run, "/failure/nextStep");
            List<String> lines = new ArrayList<>(List.of("", style.red("failed") + " while "
                    + words(Json.text(run, "/failure/during")) + ": " + Json.text(run, "/failure/message")));
            lines.add("  " + (next.isEmpty() ? "attune run why " + id : next));
            return lines;
        }
        String outcome = Json.text(run, "/outcome/reason");
        String suffix = outcome.isEmpty() ? "" : ": " + outcome;
        return switch (Json.text(run, "/state")) {
            case "SUCCEEDED" -> run.at("/gates/passed").isBoolean() && !Json.isTrue(run, "/gates/passed")
                    ? List.of("", style.yellow("done, not promoted") + ": a gate does not hold", "  attune run why "
                            + id)
                    : List.of("", style.green("succeeded") + suffix + saved(run));
            case "CANCELLED" -> List.of("", style.yellow("cancelled") + suffix);
            case "SKIPPED" -> List.of("", style.green("skipped") + suffix);
            default -> waiting(run, id);
        };
    }

    private static String saved(JsonNode run) {
        return Json.text(run, "/saved/reason").isEmpty()
                ? ""
                : "; saved " + (money(run, "/saved/amount").isEmpty()
                        ? "what nobody said the price of"
                        : money(run, "/saved/amount"));
    }

    private List<String> waiting(JsonNode run, String id) {
        return switch (Json.text(run, "/waitingFor")) {
            case "approval" -> List.of("", style.yellow("waits for approval") + " of " + money(run, "/quote/held"),
                    "  attune run approve " + id + "   or   attune run cancel " + id);
            case "decision" -> List.of("", style.yellow("waits for a decision")
                    + ": retrieval suffices; train all the same?",
                    "  attune run decide " + id + " --train   or   attune run decide " + id + " --no-train");
            case "overrun" -> List.of("", style.yellow("waits for a decision") + ": it has cost "
                    + money(run, "/overrun/metered") + " and held " + money(run, "/overrun/held")
                    + (Json.text(run, "/overrun/action").equals("pause") ? "; it is paused" : "; it goes on meanwhile"),
                    "  attune run overrun " + id + "   or   attune run cancel " + id);
            case "promotion" -> List.of("", style.yellow("waits for approval of the promotion"),
                    "  attune promotion approve " + Json.text(run, "/promotion/id"));
            default -> queue(run);
        };
    }

    private List<String> queue(JsonNode run) {
        String place = Stages.queue(run);
        return place.isEmpty()
                ? List.of()
                : List.of("", style.yellow("waits") + ", " + place + ": " + Json.text(run,
                        "/queue/reason"));
    }

    List<String> heading(String title, String note) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(style.bold(title) + (note.isEmpty() ? "" : "  " + style.dim(note)));
        return lines;
    }

    private List<String> indent(Table table) {
        return table.render(style, width == 0 ? 0 : width - 2).stream().map(line -> "  " + line).toList();
    }

    private String mark(boolean good) {
        return good ? style.green("✓") : style.red("✗");
    }

    private String interval(@org.jspecify.annotations.Nullable JsonNode figure) {
        if (figure == null) {
            return style.dim("–");
        }
        return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", Json.number(figure, "/interval/estimate"),
                Json.number(figure, "/interval/low"), Json.number(figure, "/interval/high"));
    }

    private static String reasons(JsonNode step) {
        List<String> reasons = new ArrayList<>();
        step.at("/reasons").properties().forEach(reason -> reasons.add(words(reason.getKey()) + " " + Format.count(
                reason.getValue().asLong())));
        return String.join(", ", reasons);
    }

    private static String count(JsonNode node, String pointer) {
        long count = Json.whole(node, pointer);
        return count == 0 ? "–" : Format.count(count);
    }

    private static String quantity(JsonNode line) {
        return Json.decimal(line, "/quantity").map(q -> q.scale() <= 0 || q.stripTrailingZeros().scale() <= 0
                ? Format.count(q.longValue())
                : q.stripTrailingZeros().toPlainString()).orElse("");
    }

    private static String money(JsonNode node, String pointer) {
        return Json.decimal(node, pointer + "/amount").map(amount -> Format.money(amount, Json.text(node, pointer
                + "/currency"))).orElse("");
    }

    private static Map<String, BigDecimal> sums(List<JsonNode> lines) {
        Map<String, BigDecimal> sums = new LinkedHashMap<>();
        for (JsonNode line : lines) {
            Json.decimal(line, "/amount/amount").ifPresent(
                    amount -> sums.merge(Json.text(line, "/kind").toLowerCase(Locale.ROOT), amount, BigDecimal::add));
        }
        return sums;
    }

    private static BigDecimal sum(Map<String, BigDecimal> sums) {
        return sums.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ').replace('-', ' ');
    }

    private static String shortDigest(String digest) {
        String hex = digest.startsWith("sha256:") ? digest.substring("sha256:".length()) : digest;
        return hex.length() > 12 ? hex.substring(0, 12) : hex;
    }
}

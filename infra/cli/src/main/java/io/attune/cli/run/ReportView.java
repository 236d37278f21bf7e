package io.attune.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.attune.cli.api.Json;
import io.attune.cli.terminal.Format;
import io.attune.cli.terminal.Style;
import io.attune.cli.terminal.Table;
import tools.jackson.databind.JsonNode;

/** The report of an evaluation as people read it: bars with intervals, who wins where, and what answers cost. */
public final class ReportView {
    private static final int BAR = 24;

    private final Style style;
    private final int width;

    /** @param width columns to fit into, 0 for no limit */
    public ReportView(Style style, int width) {
        this.style = style;
        this.width = width;
    }

    /** Every suite with its bars. */
    public List<String> whole(JsonNode report) {
        List<String> lines = new ArrayList<>();
        for (JsonNode suite : Json.list(report, "/suites")) {
            lines.add("");
            lines.add(style.bold(Json.text(suite, "/suite")) + "  " + Format.count(Json.whole(suite, "/questions"))
                    + " questions of " + Json.text(suite, "/asks") + style.dim("  mean and 95 % interval"));
            Json.list(suite, "/notes").forEach(note -> lines.add("  " + style.yellow(note.asString(""))));
            Json.list(suite, "/overlaps").forEach(overlap -> lines.add("  " + style.yellow(trained(overlap))));
            Json.list(suite, "/measures").forEach(measure -> lines.addAll(bars(measure)));
        }
        lines.addAll(winners(report));
        lines.addAll(costs(report));
        return lines;
    }

    private static String trained(JsonNode overlap) {
        return Json.text(overlap, "/arm") + " was trained on " + Format.count(Json.whole(overlap, "/questions"))
                + " of these questions (" + Json.text(overlap, "/training") + "); without them: " + overlap.path(
                        "without").properties().stream().map(measure -> measure.getKey() + " " + interval(
                                measure.getValue().path("interval"))).collect(Collectors.joining(", "));
    }

    private List<String> bars(JsonNode measure) {
        List<JsonNode> arms = Json.list(measure, "/arms");
        if (arms.isEmpty()) {
            return List.of("  " + Json.text(measure, "/measure") + ": not measured");
        }
        double most = Math.max(1, arms.stream().mapToDouble(arm -> Json.number(arm, "/interval/high")).filter(
                Double::isFinite).max().orElse(
                        1));
        int name = arms.stream().mapToInt(arm -> Json.text(arm, "/arm").length()).max().orElse(0);
        List<String> lines = new ArrayList<>();
        lines.add("  " + Json.text(measure, "/measure") + (Json.isTrue(measure, "/higherIsBetter")
                ? ""
                : style.dim("  lower is better")));
        for (JsonNode arm : arms) {
            lines.add(Style.cut("    " + pad(Json.text(arm, "/arm"), name) + "  " + bar(arm, most) + "  " + interval(
                    arm.path("interval")) + style.dim("  n=" + Format.count(Json.whole(arm, "/examples"))),
                    width == 0 ? Integer.MAX_VALUE : width));
        }
        return lines;
    }

    /** Full up to the lower end of the interval, shaded up to the upper one. */
    private String bar(JsonNode arm, double most) {
        int low = cells(Json.number(arm, "/interval/low"), most);
        int high = Math.max(low, cells(Json.number(arm, "/interval/high"), most));
        return style.cyan("█".repeat(low) + "▒".repeat(high - low)) + style.dim("·".repeat(BAR - high));
    }

    private static int cells(double value, double most) {
        return Math.clamp(Math.round(value / most * BAR), 0, BAR);
    }

    /** Which arm wins each measure, over all questions and in each group. */
    public List<String> winners(JsonNode report) {
        Table table = new Table().column("SUITE AND MEASURE").column("QUESTIONS").number("N").column("WINS").column(
                "BY");
        for (JsonNode suite : Json.list(report, "/suites")) {
            for (JsonNode measure : Json.list(suite, "/measures")) {
                String name = Json.text(suite, "/suite") + " " + Json.text(measure, "/measure");
                if (Json.list(measure, "/arms").size() > 1) {
                    row(table, name, "all", Json.whole(suite, "/questions"), measure.path("verdict"));
                }
                for (JsonNode group : Json.list(measure, "/groups")) {
                    String value = Json.text(group, "/value");
                    row(table, "", value.isEmpty()
                            ? "no " + Json.text(group, "/attribute")
                            : Json.text(group, "/attribute") + " " + value, Json.whole(group, "/questions"), group.path(
                                    "verdict"));
                }
            }
        }
        List<String> rows = table.render(style, width == 0 ? 0 : width - 2);
        if (rows.size() < 2) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of("", style.bold("Who wins") + style.dim(
                "  against every other arm, corrected for every group and pair")));
        rows.forEach(line -> lines.add("  " + line));
        return lines;
    }

    private void row(Table table, String name, String questions, long count, JsonNode verdict) {
        String winner = Json.text(verdict, "/winner");
        String leader = Json.text(verdict, "/leader");
        String by = leader.isEmpty()
                ? ""
                : signed(verdict.path("difference")) + " over " + Json.text(verdict, "/over");
        if (!winner.isEmpty()) {
            table.row(name, questions, Format.count(count), style.green(winner), by);
            return;
        }
        long minimum = Json.whole(verdict, "/minimum");
        String needed = verdict.path("needed").isNumber()
                ? (Json.whole(verdict, "/pairs") < minimum
                        ? "; " + Format.count(Json.whole(verdict, "/pairs")) + " of at least " + Format.count(minimum)
                                + " questions"
                        : "") + "; about " + Format.count(Json.whole(verdict, "/needed")) + " questions would show it"
                : "";
        table.row(name, questions, Format.count(count), style.dim(leader.isEmpty()
                ? "nothing to compare"
                : "not enough evidence"), leader.isEmpty() ? "" : leader + " leads " + by + needed);
    }

    /** What a thousand answers cost on each arm, and what came instead of answers. */
    public List<String> costs(JsonNode report) {
        Table table = new Table().column("SUITE").column("ARM").number("ASKED").number("1,000 ANSWERS").column(
                "NO ANSWER");
        for (JsonNode suite : Json.list(report, "/suites")) {
            for (JsonNode arm : Json.list(suite, "/arms")) {
                String cost = Json.decimal(arm, "/thousandAnswers/amount").map(amount -> Format.money(amount,
                        Json.text(arm, "/thousandAnswers/currency"))).orElse("no price");
                String none = arm.path("noAnswer").properties().stream().map(entry -> entry.getKey() + " "
                        + Format.count(entry.getValue().asLong(0))).collect(Collectors.joining(", "));
                table.row(Json.text(suite, "/suite"), Json.text(arm, "/arm"), Format.count(Json.whole(arm,
                        "/answers")), cost, none.isEmpty() ? "–" : style.yellow(none));
            }
        }
        List<String> rows = table.render(style, width == 0 ? 0 : width - 2);
        if (rows.size() < 2) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of("", style.bold("Cost and outcomes") + style.dim(
                "  what was no answer counts as wrong")));
        rows.forEach(line -> lines.add("  " + line));
        return lines;
    }

    private static String interval(JsonNode interval) {
        return shown("%.3f", interval);
    }

    private static String signed(JsonNode interval) {
        return shown("%+.3f", interval);
    }

    /** A single example tells nothing of the ends. */
    private static String shown(String number, JsonNode interval) {
        double estimate = Json.number(interval, "/estimate");
        double low = Json.number(interval, "/low");
        double high = Json.number(interval, "/high");
        return Double.isFinite(low) && Double.isFinite(high)
                ? String.format(Locale.ROOT, number + " [" + number + ", " + number + "]", estimate, low, high)
                : String.format(Locale.ROOT, number + " [too few]", estimate);
    }

    private static String pad(String text, int to) {
        return text + " ".repeat(Math.max(0, to - text.length()));
    }
}

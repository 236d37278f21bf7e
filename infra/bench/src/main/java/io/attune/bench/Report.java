package io.attune.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.attune.cli.terminal.Style;
import io.attune.cli.terminal.Table;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a suite found.
 *
 * @param command what was typed, so that it can be typed again
 * @param trouble what ended the suite before its end, or null
 */
record Report(String suite, Machine machine, String command, List<Measure> measures, @Nullable String trouble) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    Report {
        measures = List.copyOf(measures);
    }

    /** Whether a target that must be reached was missed, or the suite broke off. */
    boolean failed() {
        return trouble != null || count(Target.Verdict.MISSED) > 0;
    }

    List<String> lines(Style style, int width) {
        List<String> lines = new ArrayList<>(List.of("machine   " + machine.hardware() + "; " + machine.system(),
                "versions  Attune " + machine.attune() + "; " + machine.java(), "command   " + command, ""));
        boolean peers = measures.stream().anyMatch(m -> m.peer() != null);
        Table table = new Table().column("MEASURE").number("TARGET").number("MEDIAN").column("SPREAD").column("UNIT");
        if (peers) {
            table.column("PEER").number("RATIO");
        }
        table.column("");
        for (Measure measure : measures) {
            table.row(row(measure, peers, style));
        }
        lines.addAll(table.render(style, width));
        lines.add("");
        if (trouble != null) {
            lines.add(style.red("The suite broke off: " + trouble));
        }
        lines.add(sum());
        return lines;
    }

    private List<String> row(Measure measure, boolean peers, Style style) {
        Readings readings = measure.readings();
        List<String> cells = new ArrayList<>(List.of(measure.name(), target(measure.target()), figure(
                readings.median()), readings.values().size() == 1
                        ? ""
                        : figure(readings.least()) + " – " + figure(readings.most()),
                measure.unit()));
        if (peers) {
            Measure.Peer peer = measure.peer();
            Double ratio = measure.ratio();
            cells.add(peer == null ? "" : peer.name() + ": " + figure(peer.value()));
            cells.add(ratio == null ? "" : figure(ratio) + "×");
        }
        cells.add(switch (measure.verdict()) {
            case STRETCHED -> style.green("reached, and the stretch");
            case REACHED -> style.green("reached");
            case MISSED -> style.red("MISSED");
            case SHOWN -> "";
        });
        return cells;
    }

    private static String target(Target target) {
        if (target.reach() == null) {
            return "";
        }
        String sign = target.higherIsBetter() ? "≥ " : "≤ ";
        return target.stretch() == null
                ? sign + figure(target.reach())
                : sign + figure(target.reach()) + " (" + figure(target.stretch()) + ")";
    }

    /** Four significant figures, thousands apart. */
    static String figure(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 1000 ? "%,.0f" : size >= 100 ? "%.1f" : size >= 1 ? "%.2f" : "%.4f",
                value);
    }

    private String sum() {
        long targets = measures.stream().filter(m -> m.verdict() != Target.Verdict.SHOWN).count();
        long missed = count(Target.Verdict.MISSED);
        return suite + ": " + measures.size() + " measures, " + (targets - missed) + " of " + targets
                + " targets reached (" + count(Target.Verdict.STRETCHED) + " with the stretch), " + missed + " missed";
    }

    private long count(Target.Verdict verdict) {
        return measures.stream().filter(m -> m.verdict() == verdict).count();
    }

    String json() {
        ObjectNode root = JSON.createObjectNode().put("suite", suite).put("command", command).put("hardware",
                machine.hardware()).put("system", machine.system()).put("java", machine.java()).put("attune",
                        machine.attune()).put("trouble", trouble).put("summary", sum());
        var array = root.putArray("measures");
        for (Measure measure : measures) {
            ObjectNode node = array.addObject().put("measure", measure.name()).put("unit", measure.unit()).put(
                    "higherIsBetter", measure.target().higherIsBetter()).put("reach", measure.target().reach()).put(
                            "stretch", measure.target().stretch()).put("median", measure.readings().median()).put(
                                    "least", measure.readings().least()).put("most", measure.readings().most()).put(
                                            "verdict", measure.verdict().name().toLowerCase(Locale.ROOT));
            var readings = node.putArray("readings");
            measure.readings().values().forEach(readings::add);
            Measure.Peer peer = measure.peer();
            if (peer != null) {
                node.putObject("peer").put("name", peer.name()).put("value", peer.value());
                node.put("ratio", measure.ratio());
            }
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }
}

package io.attune.cli.command;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import io.attune.cli.terminal.Format;
import io.attune.cli.terminal.Style;
import io.attune.cli.terminal.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code attune dataset audit}. */
@Command(name = "audit", description = "Residual personal data and label error of a version, as people judge a sample of it.", footer = {
        "",
        "Draw a sample, fill in the columns personalData (none or present) and label (correct or wrong), import the file.",
        "What the detectors find is masked, such as [email d…g], and counts as present. The sample is stratified by source",
        "and split; the same size and seed draw the same one. Intervals are of 95 %%; --require holds the upper end against a",
        "bound and exits with 1 when it is above, or when a stratum was never judged.", "", "Examples:",
        "  attune dataset audit support@3 --sample 400 --out audit.csv",
        "  attune dataset audit support@3 --import audit.csv", "  attune dataset audit support@3",
        "  attune dataset audit support@3 --require personal-data=0.5%% --require label-error=2%%"})
final class DatasetAudit implements Callable<Integer> {
    private static final Map<String, String> QUESTIONS = Map.of("personal-data", "/personalData", "label-error",
            "/labelError");

    private final Cli cli;

    @Parameters(paramLabel = "NAME[@N]", description = DatasetCommands.VERSION)
    String version = "";

    @Option(names = "--sample", paramLabel = "N", description = "Draws a sample of N examples to be judged, at most 10,000.")
    @Nullable
    Integer sample;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Another seed, another sample (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the sample goes, as .csv or .jsonl (default: NAME-N-audit.csv).")
    @Nullable
    Path out;

    @Option(names = "--import", paramLabel = "FILE", description = "Brings the judgements of a sample back.")
    @Nullable
    Path judged;

    @Option(names = "--require", paramLabel = "WHAT=SHARE", description = "personal-data or label-error and the greatest share allowed, such as label-error=2%%; may be repeated.")
    List<String> required = new ArrayList<>();

    @Option(names = "--force", description = "Overwrites the file of the sample when it is there.")
    boolean force;

    DatasetAudit(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        Map<String, Double> bounds = bounds();
        if (sample != null && (judged != null || !bounds.isEmpty())) {
            throw new CliException(ExitCode.BAD_INPUT, "A sample is drawn before it is judged",
                    "Give --sample alone, then --import FILE.");
        }
        if (sample != null) {
            draw(sample);
            return ExitCode.DONE.number();
        }
        Path file = judged;
        String path = DatasetCommands.path(version) + "/audit";
        JsonNode report = file == null ? cli.api().get(path) : cli.api().post(path, AuditSheet.read(file));
        cli.show(report, this::view);
        return require(report, bounds) ? ExitCode.DONE.number() : ExitCode.NO.number();
    }

    private void draw(int size) {
        JsonNode drawn = cli.api().get(DatasetCommands.path(version) + "/audit/sample?size=" + size + "&seed=" + seed);
        Path given = out;
        Path file = given != null ? given : Path.of(Json.text(drawn, "/version").replace('@', '-') + "-audit.csv");
        if (Files.exists(file) && !force) {
            throw new CliException(ExitCode.CONFLICT, file + " is there already, and may hold judgements",
                    "Name another with --out, or overwrite it with --force.");
        }
        try {
            AuditSheet.write(file, drawn);
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_INPUT, file + " cannot be written", List.of(),
                    "Name another place with --out FILE", e);
        }
        cli.screen().print(Format.count(Json.items(drawn).size()) + " examples of " + Json.text(drawn, "/version")
                + " in " + file + ": fill in personalData and label");
        cli.screen().print("  attune dataset audit " + Json.text(drawn, "/version") + " --import " + file);
    }

    private Map<String, Double> bounds() {
        Map<String, Double> bounds = new LinkedHashMap<>();
        for (String each : required) {
            String[] parts = each.split("=", 2);
            if (parts.length != 2 || !QUESTIONS.containsKey(parts[0]) || !parts[1].matches(
                    "[0-9]{1,3}(\\.[0-9]{1,6})?%")) {
                throw new CliException(ExitCode.BAD_INPUT, "--require " + each + " is not known",
                        "Write personal-data=0.5% or label-error=2%.");
            }
            bounds.put(parts[0], new BigDecimal(parts[1].replace("%", "")).movePointLeft(2).doubleValue());
        }
        return bounds;
    }

    private boolean require(JsonNode report, Map<String, Double> bounds) {
        boolean met = true;
        for (Map.Entry<String, Double> bound : bounds.entrySet()) {
            JsonNode estimate = report.at(QUESTIONS.getOrDefault(bound.getKey(), ""));
            String wanted = bound.getKey() + " at most " + percent(bound.getValue());
            String no = !estimate.isObject()
                    ? "nobody judged it"
                    : !Json.isTrue(estimate, "/complete")
                            ? "some strata were never judged"
                            : Json.number(estimate, "/high") > bound.getValue()
                                    ? "the interval ends at " + percent(Json.number(estimate, "/high"))
                                    : "";
            Style style = cli.screen().errorStyle();
            cli.screen().say(no.isEmpty()
                    ? style.green("met") + "  " + wanted
                    : style.red("not met") + "  " + wanted + ": " + no);
            met &= no.isEmpty();
        }
        return met;
    }

    private List<String> view(JsonNode report) {
        List<String> lines = new ArrayList<>();
        lines.add(cli.screen().style().bold(Json.text(report, "/version")) + "  " + Format.count(Json.whole(report,
                "/judged")) + " of " + Format.count(Json.whole(report, "/examples")) + " examples judged; reported by "
                + Json.text(report, "/by") + " at " + Json.text(report, "/at"));
        Table table = new Table().column("SHARE").number("JUDGED").number("FOUND").number("ESTIMATE").column(
                "95 % INTERVAL").column("");
        row(table, "personal data", report.at("/personalData"));
        row(table, "label error", report.at("/labelError"));
        row(table, "personal data by the detectors", report.at("/machine/personalData"));
        lines.addAll(cli.lines(table));
        lines.add("");
        Table strata = new Table().column("SOURCE").column("SPLIT").number("EXAMPLES").number("JUDGED").column(
                "PERSONAL DATA").column("LABEL ERROR");
        Json.list(report, "/strata").forEach(stratum -> strata.row(Json.text(stratum, "/source"), Json.text(stratum,
                "/split"), Format.count(Json.whole(stratum, "/examples")), Format.count(Json.whole(stratum,
                        "/judged")), shown(stratum.at("/personalData")), shown(stratum.at("/labelError"))));
        lines.addAll(cli.lines(strata));
        return lines;
    }

    private static void row(Table table, String what, JsonNode estimate) {
        if (estimate.isObject()) {
            table.row(what, Format.count(Json.whole(estimate, "/judged")), Format.count(Json.whole(estimate,
                    "/found")), percent(Json.number(estimate, "/share")), interval(estimate), Json.isTrue(estimate,
                            "/complete") ? "" : "not every stratum was judged");
        }
    }

    private static String shown(JsonNode estimate) {
        return estimate.isObject() ? percent(Json.number(estimate, "/share")) + " (" + interval(estimate) + ")" : "–";
    }

    private static String interval(JsonNode estimate) {
        return percent(Json.number(estimate, "/low")) + " to " + percent(Json.number(estimate, "/high"));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", share * 100);
    }
}

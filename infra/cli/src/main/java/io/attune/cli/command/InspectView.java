package io.attune.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.attune.cli.terminal.Format;
import io.attune.cli.terminal.Style;
import io.attune.cli.terminal.Table;
import io.attune.pipeline.inspect.Distribution;
import io.attune.pipeline.inspect.Inspection;
import io.attune.pipeline.inspect.Inspection.InspectedFile;
import io.attune.pipeline.inspect.Inspection.Reason;

/** An inspection as people read it. */
final class InspectView {
    private static final int BAR_MAX = 30;
    private static final int LANGUAGES = 8;
    private static final int TOOLS = 8;
    private static final int FIRST = 3;

    private final Cli cli;
    private final Style style;
    private final Inspection seen;
    private final List<String> lines = new ArrayList<>();

    InspectView(Cli cli, Inspection seen) {
        this.cli = cli;
        this.style = cli.screen().style();
        this.seen = seen;
    }

    List<String> lines() {
        seen.files().forEach(this::file);
        if (seen.looked() > 0) {
            shape();
            lengths();
            personal();
            reasons("Not trainable", "what validate would drop", seen.invalid());
            reasons("Quality", "what the fine-tuning profile finds", seen.quality());
            twins("Exact duplicates", seen.exactDuplicates());
            twins("Near-duplicates", seen.nearDuplicates());
            twins("Contradictions", seen.contradictions());
            steps();
        }
        return lines;
    }

    private void heading(String title, String note) {
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.add(style.bold(title) + (note.isEmpty() ? "" : "  " + style.dim(note)));
    }

    private void indent(List<String> table) {
        table.forEach(line -> lines.add("  " + line));
    }

    private void file(InspectedFile file) {
        heading(file.path(), Format.bytes(file.bytes()));
        lines.add("  " + file.format().description() + (file.compression().equals("none")
                ? ""
                : ", compressed by " + file.compression()));
        if (file.format() instanceof io.attune.pipeline.inspect.Format.Unreadable(String _, String nextStep)) {
            lines.add("  " + style.yellow(nextStep));
            return;
        }
        lines.add("  " + file.encoding() + (file.mark() ? " with a byte order mark" : "") + ", line ends "
                + file.lineEnds());
        lines.add("  " + Format.count(file.records()) + " records" + (file.bad() == 0
                ? ", no bad lines"
                : ", " + style.red(Format.count(file.bad()) + " bad") + ": " + file.badReasons().stream().map(
                        share -> share.value() + " " + Format.count(share.count())).collect(Collectors.joining(
                                ", "))));
        file.firstBad().forEach(problem -> lines.add("    " + problem.place() + "  " + problem.message() + ". "
                + style.dim(problem.nextStep())));
    }

    private void shape() {
        heading("Records", seen.sampled()
                ? "what follows is of a sample of " + Format.count(seen.looked()) + " of " + Format.count(
                        seen.records())
                : "all " + Format.count(seen.looked()) + " were looked into");
        lines.add("  roles      " + seen.roles().entrySet().stream().map(e -> e.getKey() + " " + Format.count(
                e.getValue())).collect(Collectors.joining(", ")));
        lines.add("  turns      " + spread(seen.turns()));
        if (seen.tools().offering() + seen.tools().calling() > 0) {
            lines.add("  tools      offered in " + Format.count(seen.tools().offering()) + ", called in "
                    + Format.count(seen.tools().calling()) + seen.tools().calls().stream().limit(TOOLS).map(
                            share -> share.value() + " " + Format.count(share.count())).collect(Collectors.joining(
                                    ", ", ": ", "")));
        }
        long others = seen.languages().stream().skip(LANGUAGES).mapToLong(Inspection.Share::count).sum();
        lines.add("  languages  " + seen.languages().stream().limit(LANGUAGES).map(share -> share.value() + " "
                + share(share.count())).collect(Collectors.joining(", ")) + (others == 0
                        ? ""
                        : ", others " + share(others)));
        lines.add("  to normalize  " + Format.count(seen.changedByNormalize()));
    }

    private void lengths() {
        heading("Length", "a record, in characters and in tokens by " + seen.tokenizer());
        lines.add("  characters  " + spread(seen.characters()));
        lines.add("  tokens      " + spread(seen.tokens()) + ", together " + Format.count(seen.tokens().total()));
        Table histogram = new Table().number("TOKENS").number("RECORDS").column("");
        long greatest = seen.tokens().buckets().stream().mapToLong(Distribution.Bucket::count).max().orElse(1);
        for (Distribution.Bucket bucket : seen.tokens().buckets()) {
            histogram.row(Format.count(bucket.from()) + "–" + Format.count(bucket.to()), Format.count(bucket.count()),
                    bar(bucket.count(), greatest));
        }
        indent(cli.lines(histogram));
        seen.limits().stream().filter(over -> over.records() > 0).forEach(over -> lines.add("  " + style.yellow(
                Format.count(over.records()) + " records") + " have more than " + Format.count(over.limit().tokens())
                + " tokens (" + over.limit().who() + ")"));
    }

    private String bar(long count, long greatest) {
        return style.cyan("█".repeat((int) Math.max(count == 0 ? 0 : 1, Math.round((double) BAR_MAX * count
                / greatest))));
    }

    private void personal() {
        heading("Personal data and secrets", seen.personal().isEmpty() ? "none found" : "places and masks only");
        Table table = new Table().column("CLASS").number("FOUND").number("RECORDS").column("SUCH AS");
        seen.personal().forEach(found -> table.row(found.kind() + (found.precise() ? "" : " (heuristic)"),
                Format.count(found.matches()), Format.count(found.records()), found.first().stream().map(
                        span -> span.place() + " message " + span.message() + " [" + span.start() + "–" + span.end()
                                + ") " + span.masked()).findFirst().orElse("")));
        table(table);
    }

    private void reasons(String title, String note, List<Reason> reasons) {
        heading(title, reasons.isEmpty() ? "nothing found" : note);
        Table table = new Table().column("REASON").number("RECORDS").column("SUCH AS").column("EVIDENCE");
        reasons.forEach(reason -> table.row(reason.reason(), Format.count(reason.records()),
                reason.places().stream().limit(2).collect(Collectors.joining(", ")), reason.evidence()));
        table(table);
    }

    private void twins(String title, Inspection.Twins twins) {
        heading(title, twins.records() == 0 ? "none found" : Format.count(twins.records()) + " records, such as");
        twins.first().stream().limit(FIRST).forEach(pair -> lines.add("  " + pair.place() + " and " + pair.twin()
                + (pair.similarity() == null
                        ? ""
                        : String.format(Locale.ROOT, ", alike by %.3f", pair.similarity()))));
    }

    private void steps() {
        heading("Suggested steps", "--write puts them into a recipe");
        Table table = new Table().column("STEP").column("WHY");
        seen.steps().forEach(step -> table.row(step.yaml(), step.why()));
        table(table);
    }

    private void table(Table table) {
        if (!table.isEmpty()) {
            indent(table.render(style, cli.screen().width() == 0 ? 0 : Math.max(40, cli.screen().width() - 2)));
        }
    }

    private String share(long count) {
        return Format.share((double) count / seen.languages().stream().mapToLong(Inspection.Share::count).sum());
    }

    private static String spread(Distribution of) {
        return Format.count(of.least()) + " to " + Format.count(of.most()) + ", median " + Format.count(of.median())
                + ", p95 " + Format.count(of.p95());
    }
}

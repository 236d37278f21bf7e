package io.attune.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import io.attune.cli.terminal.Bar;
import io.attune.cli.terminal.Format;
import io.attune.cli.terminal.Live;
import io.attune.cli.terminal.Style;
import io.attune.cli.terminal.Table;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.PlatformException;
import io.attune.kernel.Problem;
import io.attune.pipeline.generate.Compression;
import io.attune.pipeline.generate.GeneratedFolder;
import io.attune.pipeline.generate.GeneratedFolder.Summary;
import io.attune.pipeline.generate.Generator;
import io.attune.pipeline.generate.PlantKind;
import io.attune.pipeline.generate.PlantPlan;
import io.attune.pipeline.generate.Shape;
import io.attune.pipeline.generate.text.Length;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code attune dataset generate}: works without a platform. */
@Command(name = "generate", description = "Generates training data with known defects, and the truth about them.", footer = {
        "",
        "Writes records.jsonl (OpenAI's chat or preference format), truth.jsonl (what was planted where, with exact",
        "spans, twins and similarities), suite.jsonl (an evaluation suite, where leaks are planted) and generated.json.",
        "The same parameters give the same bytes; an interrupted command goes on where it was. No platform is needed.",
        "", "Kinds: all, exact-duplicate, near-duplicate, contradiction, leak, template-mate, personal, secret, decoy,",
        "broken, mojibake, refusal, wrong-language, truncated, repetition, markup, tie (a pair's two answers).",
        "Duplicates and contradictions take a clean record each, so they count twice towards the whole.", "",
        "Examples:",
        "  attune dataset generate --count 10000 --out practice",
        "  attune dataset generate --count 10000 --plant near-duplicate=0.05 --plant personal=0.02 --out practice",
        "  attune dataset generate --kind preferences --length long --count 1000 --plant all=0.02 --zstd --out pairs"})
final class GenerateCommand implements Callable<Integer> {
    private final Cli cli;

    @Option(names = "--kind", paramLabel = "KIND", defaultValue = "conversations", description = "conversations or preferences (default: conversations).")
    String kind = "";

    @Option(names = "--count", paramLabel = "N", required = true, description = "How many records.")
    long count;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Another seed, other records (default: 1).")
    long seed;

    @Option(names = "--out", paramLabel = "FOLDER", required = true, description = "Where the files go; made when it is not there.")
    @Nullable
    Path out;

    @Option(names = "--length", paramLabel = "LENGTH", defaultValue = "short", description = "short (about 0.5 kB a record) or long (about 1.4 kB; default: short).")
    String length = "";

    @Option(names = "--plant", paramLabel = "KIND=RATE", description = "A kind of defect and the share of records that carry it, such as near-duplicate=0.02; may be repeated.")
    List<String> plants = new ArrayList<>();

    @Option(names = "--gzip", description = "Compresses the files with gzip.")
    boolean gzip;

    @Option(names = "--zstd", description = "Compresses the files with Zstandard.")
    boolean zstd;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "0", description = "How many threads (default: one a core); the files do not depend on it.")
    int threads;

    @Option(names = "--force", description = "Overwrites what an earlier command wrote into the folder.")
    boolean force;

    GenerateCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        Path target = out;
        if (target == null) {
            throw new CliException(ExitCode.BAD_INPUT, "No folder is named", "Add --out FOLDER.");
        }
        if (gzip && zstd) {
            throw new CliException(ExitCode.BAD_INPUT, "Both --gzip and --zstd are given", "Choose one of them.");
        }
        try {
            Shape shape = choice("--kind", kind, Shape.values());
            Generator generator = new Generator(shape, choice("--length", length, Length.values()), seed, count,
                    PlantPlan.parse(plants, shape));
            write(generator, new GeneratedFolder(target, compression(), threads()), target);
            return 0;
        } catch (InvalidInputException e) {
            throw new CliException(ExitCode.BAD_INPUT, "This cannot be generated", e.problems().stream().map(
                    Problem::toString).toList(), "See: attune dataset generate --help", e);
        } catch (PlatformException e) {
            boolean inTheWay = e.code().equals(ErrorCode.CONFLICT);
            throw new CliException(inTheWay ? ExitCode.CONFLICT : ExitCode.BAD_INPUT, e.message(), List.of(), inTheWay
                    ? "Choose another folder with --out, or overwrite with --force."
                    : e.nextStep(), e);
        }
    }

    private void write(Generator generator, GeneratedFolder folder, Path target) {
        if (force) {
            folder.clear();
        }
        Summary summary;
        try (Live live = Live.on(cli.screen(), cli.clock())) {
            summary = folder.write(generator, done -> show(live, done));
        }
        if (cli.wantsJson()) {
            cli.screen().print(Json.pretty(json(summary, target)));
        } else {
            cli.screen().print(view(summary, target));
        }
    }

    private void show(Live live, long done) {
        live.show(List.of(Bar.line(cli.screen().errorStyle(), "Generating", done, count, "records",
                cli.screen().terminalWidth())), "Generated " + Format.count(done) + " of " + Format.count(count)
                        + " records");
    }

    private static ObjectNode json(Summary summary, Path target) {
        var node = Json.object();
        node.put("folder", target.toString()).put("records", summary.records()).put("bytes", summary.bytes()).put(
                "truths",
                summary.truths()).put("suiteItems", summary.suiteItems());
        var planted = node.putObject("planted");
        for (PlantKind each : PlantKind.values()) {
            Long records = summary.planted().get(each);
            if (records != null) {
                planted.put(each.word(), records);
            }
        }
        var files = node.putArray("files");
        summary.files().forEach(files::add);
        return node;
    }

    private List<String> view(Summary summary, Path target) {
        Style style = cli.screen().style();
        List<String> lines = new ArrayList<>();
        lines.add(style.green(Format.count(summary.records()) + " records") + " (" + Format.bytes(summary.bytes())
                + ") in " + style.bold(target.toString()) + ": " + String.join(", ", summary.files()));
        Table table = new Table().column("PLANTED").number("RECORDS").column("WHAT");
        for (PlantKind each : PlantKind.values()) {
            Long records = summary.planted().get(each);
            if (records != null) {
                table.row(List.of(each.word(), Format.count(records), each.description()));
            }
        }
        if (!summary.planted().isEmpty()) {
            lines.add("");
            lines.addAll(cli.lines(table));
        }
        return lines;
    }

    private Compression compression() {
        return gzip ? Compression.GZIP : zstd ? Compression.ZSTD : Compression.NONE;
    }

    private int threads() {
        return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    }

    private static <E extends Enum<E>> E choice(String option, String word, E[] known) {
        for (E each : known) {
            if (each.name().toLowerCase(Locale.ROOT).equals(word.toLowerCase(Locale.ROOT))) {
                return each;
            }
        }
        throw new CliException(ExitCode.BAD_INPUT, option + " " + word + " is not known", "Write " + String.join(" or ",
                Arrays.stream(known).map(each -> each.name().toLowerCase(Locale.ROOT)).toList()) + ".");
    }
}

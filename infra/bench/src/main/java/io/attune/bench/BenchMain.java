package io.attune.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import io.attune.bench.curation.CurationSuite;
import io.attune.bench.demo.DemoSuite;
import io.attune.bench.dispatch.DispatchSuite;
import io.attune.bench.evaluation.EvaluationSuite;
import io.attune.bench.registry.RegistrySuite;
import io.attune.bench.submission.SubmissionSuite;
import io.attune.cli.processes.Installation;
import io.attune.cli.terminal.Screen;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where the program begins: {@code ./attune bench SUITE}. */
@Command(name = "attune bench", description = "Measures Attune on this machine: see attune bench --help.")
public final class BenchMain implements Callable<Integer> {
    private static final List<Suite> SUITES = List.of(new CurationSuite(), new DemoSuite(), new DispatchSuite(),
            new EvaluationSuite(), new RegistrySuite(), new SubmissionSuite());

    private final Screen screen;
    private final String command;

    @Parameters(paramLabel = "SUITE", description = "curation, demo, dispatch, evaluation, registry or submission")
    private String suite = "";

    @Option(names = "--only", paramLabel = "TEXT", description = "Only measures whose name has this text; may be repeated.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--repeat", paramLabel = "N", defaultValue = "5", description = "Readings of each measure (default: 5).")
    private int repeats;

    @Option(names = "--file", paramLabel = "FILE", description = "Measure on this file or folder too; may be repeated.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--peer", paramLabel = "NAME=FOLDER", description = "Run a peer beside: datasketch or datatrove, from the folder with its Python package.")
    private Map<String, Path> peers = new HashMap<>();

    @Option(names = "--large", description = "Take the measures too that last many minutes.")
    private boolean large;

    @Option(names = "--small", description = "Take a quick look at less data (registry).")
    private boolean small;

    @Option(names = "--json", description = "Print JSON instead of the table.")
    private boolean json;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the JSON to a file as well.")
    private @Nullable Path out;

    BenchMain(Screen screen, String command) {
        this.screen = screen;
        this.command = command;
    }

    public static void main(String[] args) {
        Screen screen = Screen.ofProcess();
        System.exit(new CommandLine(new BenchMain(screen, "./attune bench " + String.join(" ", args))).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Suite found = SUITES.stream().filter(s -> s.name().equals(suite)).findFirst().orElse(null);
        if (found == null || repeats < 1) {
            screen.say(found == null
                    ? "There is no suite '" + suite + "'. There are: " + String.join(", ", SUITES.stream().map(
                            Suite::name).toList()) + "."
                    : "--repeat " + repeats + " is not possible. Write 1 or more.");
            return 2;
        }
        Path scratch = Files.createTempDirectory("attune-bench");
        try {
            Bench bench = new Bench(new Bench.Settings(repeats, only, files, peers, large, small), scratch,
                    line -> screen.say(screen.errorStyle().dim("  " + line)));
            Report report = run(found, bench);
            screen.print(json ? List.of(report.json()) : report.lines(screen.style(), screen.width()));
            Path target = out;
            if (target != null) {
                Files.writeString(target, report.json() + "\n");
            }
            return report.failed() ? 1 : 0;
        } finally {
            delete(scratch);
        }
    }

    private Report run(Suite suite, Bench bench) {
        String trouble = null;
        try {
            suite.run(bench);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            trouble = "interrupted";
        } catch (Exception e) {
            trouble = String.valueOf(e);
        }
        return new Report(suite.name(), Machine.here(Installation.ofProcess().root()), command, bench.measures(),
                trouble);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException("Scratch file " + path + " could not be deleted", e);
                }
            });
        }
    }
}

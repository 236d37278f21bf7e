package io.attune.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code attune bench}: hands everything to the program of the benchmarks. */
@Command(name = "bench", description = "Measure Attune on this machine, beside its targets and beside peers.", footer = {
        "", "Suites:", "  curation   the dataset builder: speed, memory, recall against planted truth, determinism",
        "  demo       the main job: its time and memory, the platform's start, the commands' answers",
        "  dispatch   runs claimed a second beside Quartz alone, and the cost of watching 10,000 jobs",
        "  evaluation answers a second beside what the simulated vendor gives, memory, nothing asked twice",
        "  registry   lookups, searches, lineage and logged metrics at 200,000 versions and ten million points",
        "  submission at most one paid job, whatever is done to the platform's process: kills, stops, lost answers", "",
        "Options of a suite:", "  --only TEXT         only measures whose name has this text; may be repeated",
        "  --repeat N          readings of each measure (default: 5)",
        "  --file FILE         measure on this file or folder too; may be repeated",
        "  --peer NAME=FOLDER  run a peer beside: datasketch or datatrove, from the folder of its Python package",
        "  --large             take the measures too that last many minutes",
        "  --small             take a quick look at less data (registry)",
        "  --out FILE          write the report as JSON to a file as well", "",
        "Exit code 0: every target was reached; 1: at least one was missed.", "", "Examples:",
        "  attune bench curation --only redaction --repeat 9",
        "  attune bench curation --file records.jsonl --peer datasketch=../datasketch",
        "  attune bench submission --only SIGKILL --large",
        "  attune bench demo --json --out demo.json"})
final class BenchCommand implements Callable<Integer> {
    private final Cli cli;

    @Parameters(arity = "0..*", paramLabel = "SUITE [OPTIONS]", description = "What to measure, and how.")
    private List<String> suite = new ArrayList<>();

    BenchCommand(Cli cli) {
        this.cli = cli;
    }

    /** Everything from the suite's name on is the suite's own, in the order it was written. */
    @Spec
    void parse(CommandSpec spec) {
        spec.parser().stopAtPositional(true).unmatchedOptionsArePositionalParams(true);
    }

    @Override
    public Integer call() {
        Path jar = cli.installation().benchJar();
        List<String> command = new ArrayList<>(List.of(cli.installation().java().toString(), "-Xmx3g",
                "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-Dattune.root=" + cli.installation().root(),
                "-Dattune.columns=" + Integer.getInteger("attune.columns", 0), "-Dattune.terminal.out="
                        + Boolean.getBoolean("attune.terminal.out"),
                "-Dattune.terminal.err=" + Boolean.getBoolean("attune.terminal.err"), "-jar", jar.toString()));
        command.addAll(suite);
        if (cli.wantsJson()) {
            command.add("--json");
        }
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new CliException(ExitCode.OUTSIDE, "The benchmarks cannot be started", List.of(String.valueOf(
                    e.getMessage())), "Check with: ./attune doctor", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED.number();
        }
    }
}

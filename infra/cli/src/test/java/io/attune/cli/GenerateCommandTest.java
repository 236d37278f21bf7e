package io.attune.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.attune.cli.command.Cli;
import io.attune.cli.processes.Installation;
import io.attune.cli.terminal.Screen;
import io.attune.cli.terminal.TestScreen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class GenerateCommandTest {
    @TempDir
    Path root;

    private final TestScreen screen = new TestScreen();

    @Test
    void recordsAndTruthAreWrittenWithoutAPlatform() throws IOException {
        assertThat(generate("--count", "50", "--plant", "personal=0.2", "--plant", "leak=0.1")).isZero();
        assertThat(Files.readAllLines(out().resolve("records.jsonl"))).hasSize(50);
        assertThat(Files.readAllLines(out().resolve("suite.jsonl"))).hasSize(25);
        assertThat(screen.out()).contains("50 records").contains("personal").contains("truth.jsonl");
    }

    @Test
    void theSummaryIsJsonWhereItIsAskedFor() {
        assertThat(generate("--count", "20", "--kind", "preferences", "--plant", "tie=0.1", "--json",
                "--zstd")).isZero();
        JsonNode summary = JsonMapper.builder().build().readTree(screen.out());
        assertThat(summary.at("/records").intValue()).isEqualTo(20);
        assertThat(summary.at("/planted/tie").intValue()).isEqualTo(2);
        assertThat(summary.at("/files/0").stringValue()).isEqualTo("records.jsonl.zst");
    }

    @Test
    void aTerminalShowsABar() {
        assertThat(generate(screen.terminal(), "--count", "20")).isZero();
        assertThat(screen.err()).contains("Generating").contains("100 %");
    }

    @Test
    void nothingIsOverwrittenUnlessItIsForced() {
        assertThat(generate("--count", "20")).isZero();
        assertThat(generate("--count", "20")).isEqualTo(6);
        assertThat(screen.err()).contains("finished generation").contains("--force");
        assertThat(generate("--count", "30", "--force")).isZero();
    }

    @Test
    void everythingWrongWithThePlanIsSaidAtOnce() {
        assertThat(generate("--count", "20", "--plant", "tie=0.1", "--plant", "nonsense=1")).isEqualTo(2);
        assertThat(screen.err()).contains("tie").contains("nonsense").contains("near-duplicate");
    }

    @Test
    void aMissingFolderIsBadInput() {
        assertThat(run(screen.piped(), "dataset", "generate", "--count", "5")).isEqualTo(2);
        assertThat(screen.err()).contains("--out");
    }

    @Test
    void theHelpTeachesWithExamples() {
        assertThat(run(screen.piped(), "dataset", "generate", "--help")).isZero();
        assertThat(screen.out()).contains("attune dataset generate --count 10000").contains("near-duplicate=0.05");
    }

    private Path out() {
        return root.resolve("practice");
    }

    private int generate(String... args) {
        return generate(screen.piped(), args);
    }

    private int generate(Screen on, String... args) {
        List<String> all = new ArrayList<>(List.of("dataset", "generate", "--out", out().toString()));
        all.addAll(List.of(args));
        return run(on, all.toArray(String[]::new));
    }

    private int run(Screen on, String... args) {
        return AttuneCli.run(new Cli(on, screen.clock(), duration -> {}, Map.of(), new Installation(root, Path.of(
                "java"))), args);
    }
}

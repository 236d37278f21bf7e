package io.attune.bench.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs {@code ./attune} on a data folder of the suite's own. */
final class Launcher {
    private static final int LINES = 12;

    private final Path root;
    private final Path data;
    private final Path log;

    Launcher(Path root, Path data, Path log) {
        this.root = root;
        this.data = data;
        this.log = log;
    }

    /** Runs one command to its end and returns its exit code. */
    int run(String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(root.resolve("attune").toString(), command, "--data",
                data.toString()).redirectErrorStream(true).redirectOutput(log.toFile()).redirectInput(
                        Path.of("/dev/null").toFile());
        builder.environment().put("ATTUNE_NO_BUILD", "1");
        return builder.start().waitFor();
    }

    String lastLines() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }
}

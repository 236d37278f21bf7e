package io.attune.bench.submission;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.attune.cli.api.Json;
import tools.jackson.databind.JsonNode;

/** OpenAI's own client for Node, with its default retries. */
final class RetryingClient {
    static final String NAME = "npm openai 6";
    private static final String SCRIPT = "openai-retries.mjs";
    private static final int MINUTES_MAX = 5;

    private final Path packages;
    private final Path folder;
    private final Consumer<String> progress;

    /**
     * @param packages the folder with the {@code package.json} that names the client's version, and its lock
     * @param folder where it is installed
     */
    RetryingClient(Path packages, Path folder, Consumer<String> progress) {
        this.packages = packages;
        this.folder = folder;
        this.progress = progress;
    }

    /** Has it create jobs; what it says of them, or empty when it cannot be had here, which is said. */
    Optional<JsonNode> create(URI vendor, String key, String model, String trainingFile, int creates)
            throws IOException,
            InterruptedException {
        if (!isInstalled()) {
            return Optional.empty();
        }
        return run("node", SCRIPT, vendor.toString(), key, model, trainingFile, Integer.toString(creates)).flatMap(
                said -> said.lines().filter(line -> line.startsWith("{")).findFirst()).flatMap(Json::read);
    }

    private boolean isInstalled() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        for (String name : List.of("package.json", "package-lock.json")) {
            Files.copy(packages.resolve(name), folder.resolve(name));
        }
        try (InputStream script = RetryingClient.class.getResourceAsStream(SCRIPT)) {
            if (script == null) {
                throw new IOException(SCRIPT + " is missing");
            }
            Files.write(folder.resolve(SCRIPT), script.readAllBytes());
        }
        return run("npm", "ci", "--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts").isPresent();
    }

    private Optional<String> run(String... command) throws IOException, InterruptedException {
        Path output = folder.resolve("output.log");
        try {
            Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(
                    true).redirectOutput(output.toFile()).start();
            if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
            }
            String said = Files.readString(output);
            if (process.exitValue() == 0) {
                return Optional.of(said);
            }
            progress.accept(NAME + " cannot be run: " + command[0] + " ended with " + process.exitValue() + ": "
                    + said);
        } catch (IOException e) {
            progress.accept(NAME + " cannot be run: " + command[0] + " is not there (" + e.getMessage() + ")");
        }
        return Optional.empty();
    }
}

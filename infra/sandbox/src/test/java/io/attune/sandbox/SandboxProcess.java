package io.attune.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A sandbox in a process of its own, as users run it. */
final class SandboxProcess implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Path data;
    private final Process process;
    private final Path errors;

    private SandboxProcess(Path data, Process process, Path errors) {
        this.data = data;
        this.process = process;
        this.errors = errors;
    }

    static SandboxProcess launch(Path data, String... more) throws IOException {
        Path errors = Files.createTempFile("sandbox-", ".err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), SandboxMain.class.getName(), "--data", data.toString(),
                "--training", "tiny"));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(
                errors.toFile()).start();
        return new SandboxProcess(data, process, errors);
    }

    /** Starts one and waits until it is ready, its base model and its trainer's process included. */
    static SandboxProcess start(Path data) throws IOException {
        SandboxProcess sandbox = launch(data);
        await().atMost(PATIENCE).until(() -> {
            assertThat(sandbox.process.isAlive()).as(() -> sandbox.errors()).isTrue();
            Path file = data.resolve("sandbox.json");
            return Files.exists(file) && sandbox.file().path("pid").asLong() == sandbox.process.pid()
                    && sandbox.file().path("trainer").isObject();
        });
        return sandbox;
    }

    JsonNode file() {
        return JSON.readTree(data.resolve("sandbox.json").toFile());
    }

    long pid() {
        return process.pid();
    }

    ProcessHandle postgres() {
        return ProcessHandle.of(file().path("postgres").path("pid").asLong()).orElseThrow();
    }

    ProcessHandle trainer() {
        return ProcessHandle.of(file().path("trainer").path("pid").asLong()).orElseThrow();
    }

    String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            return "";
        }
    }

    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        await().atMost(PATIENCE).until(() -> !process.isAlive());
    }

    /** As SIGTERM does. */
    int stop() throws InterruptedException {
        process.destroy();
        return exitCode();
    }

    /** Ends whatever a failed test left. */
    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}

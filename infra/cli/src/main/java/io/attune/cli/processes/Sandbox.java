package io.attune.cli.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import io.attune.cli.failure.Pause;
import tools.jackson.databind.JsonNode;

/** The sandbox's process on one data folder. */
final class Sandbox {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    private final Installation installation;
    private final DataFolder folder;
    private final Pause pause;
    private final Health health;

    Sandbox(Installation installation, DataFolder folder, Pause pause, Health health) {
        this.installation = installation;
        this.folder = folder;
        this.pause = pause;
        this.health = health;
    }

    /** The sandbox, if it is ready and its process runs. */
    Optional<SandboxInfo> running() {
        return SandboxInfo.read(folder).filter(info -> info.process().isRunning());
    }

    /** Whether the sandbox's provider answers. */
    boolean isHealthy(SandboxInfo info) {
        return health.isReached(info.get("/provider/baseUrl") + "/models");
    }

    /** How far the preparation of the base model has come, as the sandbox last reported. */
    Optional<JsonNode> progress() {
        return Json.read(folder.sandboxProgress());
    }

    Path log() {
        return folder.logs().resolve("sandbox.log");
    }

    /** Returns the running sandbox, having started it if none runs. */
    SandboxInfo start(Watcher watcher) {
        Optional<SandboxInfo> ready = running();
        if (ready.isPresent() && isHealthy(ready.get())) {
            return ready.get();
        }
        ProcessMark process = ready.map(SandboxInfo::process).or(this::starting).orElseGet(this::spawn);
        long looks = START_LIMIT.dividedBy(LOOK_EVERY);
        for (long look = 0; look < looks; look++) {
            Optional<SandboxInfo> now = running();
            if (now.isPresent() && isHealthy(now.get())) {
                return now.get();
            }
            if (!process.isRunning() && now.isEmpty()) {
                throw Daemon.died("sandbox", log(), "ended while it was starting");
            }
            watcher.waiting(stage(), 0, 0);
            pause.await(LOOK_EVERY);
        }
        throw new CliException(ExitCode.OUTSIDE, "The sandbox was not ready after " + START_LIMIT.toMinutes()
                + " minutes", Daemon.lastLines(log()), "Stop it with ./attune down and try again.", null);
    }

    /** Ends the sandbox, ready or not; returns whether there was one. */
    boolean stop() {
        Optional<ProcessMark> process = running().map(SandboxInfo::process).or(this::starting);
        boolean ran = process.isPresent() && Stopping.stop(process.get(), STOP_PATIENCE, pause);
        folder.remove(folder.sandboxStart());
        return ran;
    }

    private Optional<ProcessMark> starting() {
        return Json.read(folder.sandboxStart()).flatMap(ProcessMark::read).filter(ProcessMark::isRunning);
    }

    private ProcessMark spawn() {
        List<String> command = new ArrayList<>(List.of(installation.java().toString(), "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED", "-jar", installation.sandboxJar().toString(), "--data",
                folder.sandbox().toString()));
        command.addAll(options());
        ProcessMark process = ProcessMark.of(Daemon.start("sandbox", command, Map.of(), log()).toHandle());
        folder.writePrivately(folder.sandboxStart(), Json.write(process.writeTo(Json.object())));
        return process;
    }

    private List<String> options() {
        Path file = folder.sandboxOptions();
        try {
            return Files.exists(file)
                    ? Stream.of(Files.readString(file).split("\\s+")).filter(word -> !word.isEmpty()).toList()
                    : List.of();
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_INPUT, file + " cannot be read", List.of(String.valueOf(
                    e.getMessage())), "Mend it or remove it.", e);
        }
    }

    private String stage() {
        String stage = progress().map(line -> Json.text(line, "/stage")).orElse("");
        return switch (stage) {
            case "postgres" -> "Starting S3";
            case "s3" -> "Starting the provider";
            default -> "Starting PostgreSQL";
        };
    }
}

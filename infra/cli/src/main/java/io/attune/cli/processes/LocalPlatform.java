package io.attune.cli.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.attune.cli.api.HttpClients;
import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.Pause;
import tools.jackson.databind.JsonNode;

/** The platform of this machine: sandbox and platform on one data folder, started, looked at and stopped as one. */
public final class LocalPlatform {
    /** Where the platform answers unless told otherwise. */
    public static final int DEFAULT_PORT = 8720;

    private final Installation installation;
    private final DataFolder folder;
    private final Sandbox sandbox;
    private final Platform platform;

    public LocalPlatform(Installation installation, DataFolder folder, Pause pause) {
        this.installation = installation;
        this.folder = folder;
        Health health = new Health(HttpClients::shared);
        this.sandbox = new Sandbox(installation, folder, pause, health);
        this.platform = new Platform(installation, folder, pause, health);
    }

    /**
     * One part of the platform.
     *
     * @param name such as {@code platform}
     * @param state {@code up}, {@code starting}, {@code down}, or {@code died} when it ended without being stopped
     * @param address where it answers, empty when it does not
     * @param pid its process, or 0
     */
    public record Part(String name, String state, String address, long pid) {
    }

    /**
     * Starts whatever does not run yet and returns when the platform answers. What runs is adopted.
     *
     * @param port for the platform; empty for the usual one, or the one it already runs at
     * @return the platform's address
     * @throws CliException naming what could not be started, with the end of its log
     */
    public String up(Optional<Integer> port, Watcher watcher) {
        try (FolderLock _ = FolderLock.take(folder)) {
            SandboxInfo info = sandbox.start(watcher);
            if (configure(info)) {
                platform.stop();
            }
            return platform.start(port.orElse(DEFAULT_PORT), port.isPresent(), watcher).url();
        }
    }

    /** Stops the platform, then the sandbox; returns the names of what ran. */
    public List<String> down() {
        if (!folder.exists()) {
            return List.of();
        }
        try (FolderLock _ = FolderLock.take(folder)) {
            ArrayList<String> stopped = new ArrayList<>();
            if (platform.stop()) {
                stopped.add("platform");
            }
            if (sandbox.stop()) {
                stopped.add("sandbox");
            }
            return stopped;
        }
    }

    /** What runs where. */
    public List<Part> status() {
        Optional<SandboxInfo> info = sandbox.running();
        if (info.isEmpty()) {
            return List.of(platformPart(), new Part("postgres", "down", "", 0), new Part("s3", "down", "", 0),
                    new Part("provider", "down", "", 0));
        }
        SandboxInfo up = info.get();
        String state = sandbox.isHealthy(up) ? "up" : "starting";
        return List.of(platformPart(),
                new Part("postgres", state, up.get("/postgres/jdbcUrl"), Json.whole(up.details(), "/postgres/pid")),
                new Part("s3", state, up.get("/s3/endpoint"), up.process().pid()),
                new Part("provider", state, up.get("/provider/baseUrl"), up.process().pid()));
    }

    /** Whether a port of this machine's loopback interface can be taken. */
    public static boolean isPortFree(int port) {
        return Health.isFree(port);
    }

    /** The last report on the preparation of the sandbox's base model: stage, done, total, note. */
    public Optional<JsonNode> baseModelProgress() {
        return sandbox.running().flatMap(info -> sandbox.progress());
    }

    private Part platformPart() {
        Optional<Platform.Started> recorded = platform.recorded();
        if (recorded.isEmpty()) {
            return new Part("platform", "down", "", 0);
        }
        Platform.Started started = recorded.get();
        if (!started.process().isRunning()) {
            return new Part("platform", "died", "", started.process().pid());
        }
        String state = platform.isHealthy(started) ? "up" : "starting";
        return new Part("platform", state, started.url(), started.process().pid());
    }

    /** Writes the platform's settings; returns whether they differ from those before. */
    private boolean configure(SandboxInfo info) {
        String settings = PlatformSettings.of(info, folder, installation.demoJars());
        boolean changed = !settings.equals(read(folder.platformProperties()));
        folder.writePrivately(PlatformSettings.credentialFile(folder), info.get("/provider/apiKey") + "\n");
        folder.writePrivately(folder.platformProperties(), settings);
        return changed;
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return "";
        }
    }
}

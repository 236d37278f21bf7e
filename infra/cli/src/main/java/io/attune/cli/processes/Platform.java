package io.attune.cli.processes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import io.attune.cli.failure.Pause;

/** The platform's process on one data folder. */
final class Platform {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final Installation installation;
    private final DataFolder folder;
    private final Pause pause;
    private final Health health;

    Platform(Installation installation, DataFolder folder, Pause pause, Health health) {
        this.installation = installation;
        this.folder = folder;
        this.pause = pause;
        this.health = health;
    }

    /**
     * A platform that was started.
     *
     * @param process its process, which may have ended since
     * @param url where it answers
     */
    record Started(ProcessMark process, int port, String url) {
    }

    /** What was last started here, whether it still runs or not. */
    Optional<Started> recorded() {
        return Json.read(folder.platformFile()).flatMap(node -> ProcessMark.read(node).map(mark -> new Started(mark,
                (int) Json.whole(node, "/port"), Json.text(node, "/url"))));
    }

    Optional<Started> running() {
        return recorded().filter(started -> started.process().isRunning());
    }

    boolean isHealthy(Started platform) {
        return health.answers(platform.url() + "/actuator/health");
    }

    Path log() {
        return folder.logs().resolve("platform.log");
    }

    /**
     * Returns the running platform, having started it if none runs.
     *
     * @throws CliException with {@link ExitCode#CONFLICT} when the port is taken, or when it runs at another port
     */
    Started start(int port, boolean portWasGiven, Watcher watcher) {
        Optional<Started> already = running();
        if (already.isPresent() && portWasGiven && already.get().port() != port) {
            throw new CliException(ExitCode.CONFLICT, "The platform on " + folder.path() + " already runs at "
                    + already.get().url() + ", so it cannot be started at port " + port + " too",
                    "Stop it first with ./attune down, or use another folder with --data DIR.");
        }
        Started platform = already.orElseGet(() -> spawn(port));
        long looks = START_LIMIT.dividedBy(LOOK_EVERY);
        for (long look = 0; look < looks; look++) {
            if (isHealthy(platform)) {
                return platform;
            }
            if (!platform.process().isRunning()) {
                folder.remove(folder.platformFile());
                throw Daemon.died("platform", log(), "ended while it was starting");
            }
            watcher.waiting("Starting the platform", 0, 0);
            pause.await(LOOK_EVERY);
        }
        throw new CliException(ExitCode.OUTSIDE, "The platform did not answer at " + platform.url() + " within "
                + START_LIMIT.toMinutes() + " minutes", Daemon.lastLines(log()),
                "Stop it with ./attune down and try again.", null);
    }

    /** Ends the platform; returns whether one ran. */
    boolean stop() {
        Optional<Started> platform = running();
        StartCache cache = cache();
        boolean ran = platform.isPresent() && Stopping.stop(platform.get().process(), cache.patience(), pause);
        cache.settle();
        folder.remove(folder.platformFile());
        return ran;
    }

    private Started spawn(int port) {
        if (!Health.isFree(port)) {
            String other = health.isReached("http://127.0.0.1:" + port + "/actuator/health")
                    ? "a web server, perhaps another Attune"
                    : "another program";
            throw new CliException(ExitCode.CONFLICT, "Port " + port + " is in use by " + other,
                    "Start at another port: ./attune up --port " + freePortAfter(port));
        }
        List<String> command = new ArrayList<>(List.of(installation.java().toString(), "-Xmx1g", "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector"));
        command.addAll(cache().options());
        command.addAll(List.of("-jar", installation.appJar().toString(), "--spring.config.additional-location=file:"
                + folder.platformProperties()));
        Map<String, String> environment = Map.of("ATTUNE_PORT", Integer.toString(port), "ATTUNE_HOME",
                folder.path().toString());
        ProcessMark process = ProcessMark.of(Daemon.start("platform", command, environment, log()).toHandle());
        Started started = new Started(process, port, "http://127.0.0.1:" + port);
        folder.writePrivately(folder.platformFile(), Json.write(
                process.writeTo(Json.object()).put("port", port).put("url", started.url())));
        return started;
    }

    private StartCache cache() {
        return new StartCache(installation.appJar(), folder.path());
    }

    private static int freePortAfter(int port) {
        int candidate = port + 1;
        while (candidate < 65_535 && !Health.isFree(candidate)) {
            candidate++;
        }
        return candidate;
    }
}

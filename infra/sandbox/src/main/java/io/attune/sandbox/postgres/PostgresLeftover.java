package io.attune.sandbox.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Finds a server that a kill left running on a data folder, by the file the server itself keeps there. */
final class PostgresLeftover {
    /** Between the start the system reports and the one the server writes down. */
    private static final Duration CLOCK_DIFFERENCE_MAX = Duration.ofSeconds(10);

    private PostgresLeftover() {}

    /** Stops it; when there is none, a file that only claims one is removed. */
    static void stop(Path data, PostgresCommands commands) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        if (isRunning(Files.readAllLines(pidFile))) {
            commands.run("pg_ctl", data.resolveSibling("leftover.log"), Duration.ofSeconds(60),
                    List.of("stop", "-D", data.toString(), "-m", "fast", "-w"));
        } else {
            Files.deleteIfExists(pidFile);
        }
    }

    /** The first line is the process, the third when it started, in seconds since 1970. */
    private static boolean isRunning(List<String> pidFile) {
        if (pidFile.size() < 3) {
            return false;
        }
        long pid = Long.parseLong(pidFile.get(0).strip());
        Instant started = Instant.ofEpochSecond(Long.parseLong(pidFile.get(2).strip()));
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).flatMap(
                process -> process.info().startInstant()).filter(
                        seen -> Duration.between(seen, started).abs().compareTo(CLOCK_DIFFERENCE_MAX) <= 0).isPresent();
    }
}

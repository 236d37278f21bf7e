package io.attune.cli.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;

/** Starts programs that outlive this one: in a session of their own, so that Ctrl-C here does not reach them. */
final class Daemon {
    private static final int LOG_LINES = 15;

    private Daemon() {}

    /**
     * Starts a program whose output goes to a log. The log of the start before is kept beside it with {@code .1} behind
     * its name.
     */
    static Process start(String name, List<String> command, Map<String, String> environment, Path log) {
        try {
            if (Files.exists(log)) {
                Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            List<String> detached = new ArrayList<>(detaching());
            detached.addAll(command);
            ProcessBuilder builder = new ProcessBuilder(detached).redirectErrorStream(true).redirectOutput(
                    log.toFile()).redirectInput(Path.of("/dev/null").toFile());
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException e) {
            throw new CliException(ExitCode.OUTSIDE, "The " + name + " cannot be started", List.of(
                    String.valueOf(e.getMessage())), "Check with: ./attune doctor", e);
        }
    }

    /** The words that put a program into a session of its own. Each of them becomes the program and keeps its number. */
    private static List<String> detaching() {
        for (String folder : List.of("/usr/bin", "/bin")) {
            if (Files.isExecutable(Path.of(folder, "setsid"))) {
                return List.of(folder + "/setsid");
            }
        }
        if (Files.isExecutable(Path.of("/usr/bin/perl"))) {
            return List.of("/usr/bin/perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV");
        }
        return List.of("nohup");
    }

    /** The failure of a program that ended while it was waited for: the end of its log, and where the rest is. */
    static CliException died(String name, Path log, String how) {
        return new CliException(ExitCode.OUTSIDE, "The " + name + " " + how, lastLines(log),
                "The whole log: " + log + "   Check the machine with: ./attune doctor", null);
    }

    /** The last lines of a log, as far as it can be read. */
    static List<String> lastLines(Path log) {
        try {
            List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
            return lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
        } catch (IOException e) {
            return List.of("(its log " + log + " cannot be read: " + e.getMessage() + ")");
        }
    }
}

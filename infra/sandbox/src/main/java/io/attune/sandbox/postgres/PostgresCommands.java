package io.attune.sandbox.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;

/** Runs PostgreSQL's programs. */
final class PostgresCommands {
    private static final ErrorCode FAILED = new ErrorCode("postgres-command-failed", ErrorKind.OUTSIDE);

    private final Path binaries;

    PostgresCommands(Path binaries) {
        this.binaries = binaries;
    }

    /** Starts a program whose output goes to the end of {@code log}. */
    Process start(String program, Path log, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        // PostgreSQL refuses to run as root; in a user namespace of its own it is nobody, with the same rights on files
        if (System.getProperty("user.name", "").equals("root") && isLinux()) {
            command.add("unshare");
            command.add("-U");
        }
        command.add(binaries.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectInput(
                ProcessBuilder.Redirect.from(nullDevice())).redirectOutput(
                        ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        return builder.start();
    }

    /** Runs a program to its end, which must be a good one. */
    void run(String program, Path log, Duration longest, List<String> arguments) throws IOException {
        Process process = start(program, log, arguments);
        try {
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw failed(program, "did not end within " + longest, log);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw failed(program, "was interrupted", log);
        }
        if (process.exitValue() != 0) {
            throw failed(program, "ended with exit code " + process.exitValue(), log);
        }
    }

    private static PlatformException failed(String program, String how, Path log) {
        return new PlatformException(FAILED, "PostgreSQL's program " + program + " " + how, "Its log is " + log + ".");
    }

    private static boolean isLinux() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");
    }

    private static File nullDevice() {
        return new File(System.getProperty("os.name", "").startsWith("Windows") ? "NUL" : "/dev/null");
    }
}

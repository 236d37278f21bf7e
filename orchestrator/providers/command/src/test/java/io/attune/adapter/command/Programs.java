package io.attune.adapter.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

import static org.awaitility.Awaitility.await;

/** Programs of this machine, for tests. */
final class Programs {
    private Programs() {}

    /** Skips the test, saying why, where a program is missing. */
    static void require(String packageName, String... programs) {
        for (String program : programs) {
            Assumptions.assumeTrue(Stream.of(directories()).anyMatch(d -> Files.isExecutable(d.resolve(program))),
                    () -> "There is no " + program + " on this machine; on Debian: apt-get install " + packageName);
        }
    }

    /** Where a program that {@link #require} found stands. */
    static String path(String program) {
        return Stream.of(directories()).map(d -> d.resolve(program)).filter(
                Files::isExecutable).findFirst().orElseThrow().toString();
    }

    private static Path[] directories() {
        return Stream.of("/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/bin").map(Path::of).toArray(Path[]::new);
    }

    /** Runs a program to its end and gives what it said. */
    static String run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(command + " failed: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Starts a program that goes on; it ends with this process. */
    static Process start(Path log, List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(
                    log.toFile()).start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void awaitListener(int port) {
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
            try (java.net.Socket socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            }
        });
    }
}

package io.attune.provider.testkit.openai;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import io.attune.provider.testkit.Pace;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** OpenAI's own client for Node drives the simulated vendor. Skipped where Node or the package cannot be had. */
class OpenAiSdkIT {
    private static final Path SCRIPTS = Path.of("src/test/node");
    private static final Path INSTALLED = Path.of("target/node");
    private static final Pattern OFFLINE = Pattern.compile(
            "ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ENOTCACHED");
    private static final int MINUTES_MAX = 5;

    private record Finished(int status, String output) {}

    @Test
    void the_vendors_own_client_finds_everything_as_the_vendor_has_it(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(isThere("node") && isThere("npm"),
                "Node and npm are not on the PATH, so the vendor's own client was not run");
        install();
        try (SimulatedOpenAi vendor = SimulatedOpenAi.open(folder, Pace.free(), InstantSource.system())) {
            int port = freePort();
            vendor.notifyAt(URI.create("http://127.0.0.1:" + port + "/"));

            Finished run = run(INSTALLED, "node", "openai-sdk.mjs", vendor.baseUrl().toString(), vendor.credential(),
                    vendor.server().adminKey(), vendor.server().webhookSecret(), Integer.toString(port));

            assertThat(run.output()).contains("\"ok\":true");
            assertThat(run.status()).isZero();
        }
    }

    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(INSTALLED);
        for (String name : List.of("package.json", "package-lock.json", "openai-sdk.mjs")) {
            Files.copy(SCRIPTS.resolve(name), INSTALLED.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        Finished npm = run(INSTALLED, "npm", "ci", "--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts");
        Assumptions.assumeFalse(npm.status() != 0 && OFFLINE.matcher(npm.output()).find(),
                "The package registry cannot be reached, so the vendor's own client was not run");
        assertThat(npm.status()).as(npm.output()).isZero();
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            return run(Path.of("."), program, "--version").status() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static Finished run(Path folder, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("attune-node-", ".log");
        try {
            Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(
                    true).redirectOutput(output.toFile()).start();
            if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
            }
            return new Finished(process.exitValue(), Files.readString(output));
        } finally {
            Files.deleteIfExists(output);
        }
    }
}

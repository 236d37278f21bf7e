package io.attune.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import io.attune.platform.testing.TestServers;

/**
 * How the platform's process is started here. The first start only learns which classes there are (JEP 514), so that the
 * dozens of starts after it take a fraction of the time.
 */
final class PlatformJvm {
    private static final Path JAR = Path.of("target", "attune-app.jar");
    private static final Path LEARNT = learn();

    private PlatformJvm() {}

    /** What every start may use. */
    static Path learnt() {
        return LEARNT;
    }

    static Process start(List<String> options, Path settingsFile, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin",
                "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector", "-Xlog:aot=off",
                "-Xlog:cds=off"));
        command.addAll(options);
        command.addAll(List.of("-jar", JAR.toString(), "--spring.config.additional-location=file:" + settingsFile));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(
                ProcessBuilder.Redirect.appendTo(log.toFile())).start();
    }

    private static Path learn() {
        Path cache = Path.of("target", "acceptance.aot").toAbsolutePath();
        try {
            Path home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "learning-");
            Map<String, String> settings = new TreeMap<>(TestServers.freshProperties());
            settings.putAll(Map.of("attune.home", home.toString(), "server.port", "0"));
            Properties written = new Properties();
            written.putAll(settings);
            Path file = home.resolve("platform.properties");
            try (var out = Files.newBufferedWriter(file)) {
                written.store(out, null);
            }
            start(List.of("-XX:AOTCacheOutput=" + cache, "-Dspring.context.exit=onRefresh"), file, home.resolve(
                    "platform.log")).waitFor();
            return cache; // without it programs start as they always did
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

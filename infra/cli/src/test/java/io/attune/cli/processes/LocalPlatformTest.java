package io.attune.cli.processes;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import io.attune.cli.failure.Pause;
import io.attune.cli.processes.LocalPlatform.Part;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Starts small real programs in the places of the sandbox and the platform. */
class LocalPlatformTest {
    @TempDir
    Path root;

    private DataFolder folder;
    private LocalPlatform platform;
    private int port;

    @BeforeEach
    void prepare() throws IOException {
        jar(root.resolve("infra/sandbox/target/attune-sandbox.jar"));
        jar(root.resolve("infra/app/target/attune-app.jar"));
        folder = new DataFolder(root.resolve("data"));
        platform = new LocalPlatform(
                new Installation(root, Path.of(System.getProperty("java.home"), "bin", "java")), folder, Pause.real());
        port = freePort();
    }

    @AfterEach
    void stopEverything() {
        platform.down();
    }

    @Test
    void startingBringsUpBothAndStoppingEndsBoth() {
        String url = platform.up(Optional.of(port), Watcher.SILENT);

        assertThat(url).isEqualTo("http://127.0.0.1:" + port);
        assertThat(platform.status()).extracting(Part::state).containsOnly("up");
        List<ProcessHandle> running = platform.status().stream().map(Part::pid).filter(pid -> pid > 1).map(
                pid -> ProcessHandle.of(pid).orElseThrow()).toList();
        assertThat(platform.down()).containsExactly("platform", "sandbox");
        assertThat(running).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        assertThat(platform.status()).extracting(Part::state).containsOnly("down");
    }

    @Test
    void startingTwiceAdoptsWhatRuns() {
        platform.up(Optional.of(port), Watcher.SILENT);
        List<Long> before = platform.status().stream().map(Part::pid).toList();

        platform.up(Optional.empty(), Watcher.SILENT);

        assertThat(platform.status().stream().map(Part::pid).toList()).isEqualTo(before);
    }

    @Test
    void stoppingWhatDoesNotRunDoesNothing() {
        assertThat(platform.down()).isEmpty();
    }

    @Test
    void theSettingsPointAtTheSandboxAndOnlyTheOwnerReadsThem() throws IOException {
        platform.up(Optional.of(port), Watcher.SILENT);

        assertThat(folder.platformProperties()).content().contains("spring.datasource.username=attune").contains(
                "spring.datasource.password=p\\=a\\:ss").contains("attune.objects.bucket=attune").doesNotContain(
                        "key-of-the-sandbox");
        for (Path secret : List.of(folder.platformProperties(), folder.platformFile(),
                PlatformSettings.credentialFile(folder))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret))).isEqualTo("rw-------");
        }
    }

    @Test
    void theSandboxIsStartedWithTheOptionsThatTheFolderHolds() throws IOException {
        Files.writeString(folder.ensure().sandboxOptions(), "--training tiny\n--s3-port 4711\n");

        platform.up(Optional.of(port), Watcher.SILENT);

        assertThat(folder.sandbox().resolve("arguments")).content().endsWith(" --training tiny --s3-port 4711");
    }

    @Test
    void aBusyPortIsNamedWithAFreeOne() throws IOException {
        try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            CliException failure = failureOfStart(Optional.of(other.getLocalPort()));

            assertThat(failure.exitCode()).isEqualTo(ExitCode.CONFLICT);
            assertThat(failure.message()).contains("Port " + port);
            assertThat(failure.nextStep()).contains("./attune up --port ");
        }
    }

    @Test
    void anotherPortForARunningPlatformIsAConflict() {
        platform.up(Optional.of(port), Watcher.SILENT);

        CliException failure = failureOfStart(Optional.of(port + 1));

        assertThat(failure.exitCode()).isEqualTo(ExitCode.CONFLICT);
        assertThat(failure.message()).contains("already runs at http://127.0.0.1:" + port);
        assertThat(failure.nextStep()).contains("./attune down").contains("--data");
    }

    @Test
    void aPlatformThatDiesAtStartIsToldWithTheEndOfItsLog() throws IOException {
        Files.createDirectories(folder.path());
        Files.createFile(folder.path().resolve("refuse-platform"));

        CliException failure = failureOfStart(Optional.of(port));

        assertThat(failure.exitCode()).isEqualTo(ExitCode.OUTSIDE);
        assertThat(failure.message()).contains("platform ended while it was starting");
        assertThat(failure.details()).contains("the flux capacitor is missing");
        assertThat(failure.nextStep()).contains("platform.log");
    }

    @Test
    void aSandboxThatDiesAtStartIsToldWithTheEndOfItsLog() throws IOException {
        Files.createDirectories(folder.path());
        Files.createFile(folder.path().resolve("refuse-sandbox"));

        CliException failure = failureOfStart(Optional.of(port));

        assertThat(failure.message()).contains("sandbox ended while it was starting");
        assertThat(failure.details()).contains("the flux capacitor is missing");
    }

    @Test
    void aSecondCommandOnTheSameFolderIsRefused() {
        try (FolderLock _ = FolderLock.take(folder)) {
            CliException failure = failureOfStart(Optional.of(port));

            assertThat(failure.exitCode()).isEqualTo(ExitCode.CONFLICT);
            assertThat(failure.message()).contains(folder.path().toString());
        }
    }

    @Test
    void aKilledPlatformIsSeenAndStartedAnew() {
        platform.up(Optional.of(port), Watcher.SILENT);
        ProcessHandle process = ProcessHandle.of(platform.status().getFirst().pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();

        assertThat(platform.status().getFirst().state()).isEqualTo("died");
        platform.up(Optional.of(port), Watcher.SILENT);
        assertThat(platform.status().getFirst().state()).isEqualTo("up");
    }

    private CliException failureOfStart(Optional<Integer> wanted) {
        return catchThrowableOfType(CliException.class, () -> platform.up(wanted, Watcher.SILENT));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** An archive that holds nothing but the way to the fake server among the test's own classes. */
    private static void jar(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeServer.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH,
                FakeServer.class.getProtectionDomain().getCodeSource().getLocation().toString());
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream archive = new JarOutputStream(out, manifest)) {
            archive.finish();
        }
    }
}

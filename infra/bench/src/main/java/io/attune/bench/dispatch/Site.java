package io.attune.bench.dispatch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

import io.attune.bench.Bench;
import io.attune.cli.failure.Pause;
import io.attune.cli.processes.DataFolder;
import io.attune.cli.processes.Installation;
import io.attune.cli.processes.LocalPlatform;
import io.attune.cli.processes.Watcher;

/** A data folder of the suite's own with its sandbox: PostgreSQL and S3. The platforms on it are started one by one. */
final class Site implements AutoCloseable {
    private final Installation installation = Installation.ofProcess();
    private final DataFolder folder;
    private final LocalPlatform local;
    private final Properties settings = new Properties();
    private final Connection connection;
    private final Path classes;
    private final RunRows runs;

    private Site(Bench bench) throws IOException, SQLException {
        folder = new DataFolder(bench.scratch().resolve("data"));
        local = new LocalPlatform(installation, folder, Pause.real());
        Files.createDirectories(folder.path());
        Files.writeString(folder.sandboxOptions(), "--training tiny\n");
        bench.say("starting the sandbox, and the platform once, which makes its tables");
        local.up(Optional.of(Ports.free()), Watcher.SILENT);
        try (var in = Files.newBufferedReader(folder.platformProperties())) {
            settings.load(in);
        }
        stopPlatform();
        connection = DriverManager.getConnection(setting("url"), setting("username"), setting("password"));
        runs = new RunRows(connection);
        classes = InstantProviderFactory.writeClasses(bench.scratch().resolve("classes"));
    }

    static Site open(Bench bench) throws IOException, SQLException {
        return new Site(bench);
    }

    private void stopPlatform() {
        local.status().stream().filter(part -> part.name().equals("platform")).flatMap(part -> ProcessHandle.of(
                part.pid()).stream()).forEach(process -> {
                    process.destroy();
                    process.onExit().join();
                });
    }

    private String setting(String name) {
        return settings.getProperty("spring.datasource." + name);
    }

    RunRows runs() {
        return runs;
    }

    /** Starts a platform whose connection {@code vendor} speaks a dialect at an address. */
    Node startNode(String dialect, String baseUrl, String credential) throws IOException, InterruptedException {
        return Node.start(installation, folder, classes, dialect, baseUrl, credential);
    }

    Simulator startSimulator() throws IOException {
        return Simulator.start(installation, Files.createDirectories(folder.path().resolve("vendor")));
    }

    /** How many triggers a second Quartz alone fires, with jobs that do nothing. */
    double quartz(Duration warmUp, Duration window) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(installation.java().toString(), "-Xmx512m", "-cp",
                installation.benchJar().toString(), QuartzMain.class.getName(), setting("url"), setting("username"),
                Long.toString(warmUp.toSeconds()), Long.toString(window.toSeconds()))).redirectError(
                        folder.path().resolve("quartz.log").toFile()).start();
        try (var out = process.outputWriter()) {
            out.write(setting("password") + "\n");
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        if (process.waitFor() != 0) {
            throw new IOException("Quartz ended: " + Files.readString(folder.path().resolve("quartz.log")));
        }
        return Double.parseDouble(said.substring(said.lastIndexOf('\n') + 1));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        local.down();
    }
}

package io.attune.sandbox.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.sandbox.files.OwnerOnly;
import org.jspecify.annotations.Nullable;

/**
 * A running PostgreSQL server with one superuser and one database, both named {@code attune}. A server that ends without
 * having been told to is started again on the same port and folder.
 */
public final class PostgresServer implements AutoCloseable {
    private static final ErrorCode FAILED = new ErrorCode("postgres-failed", ErrorKind.OUTSIDE);
    private static final String USER = "attune";
    private static final String DATABASE = "attune";
    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final int ATTEMPT_MILLIS = 50;
    /** Helpers of a server that was killed hold its memory for a moment, and no other server starts until it is free. */
    private static final int LAUNCHES_MAX = 20;
    private static final int LAUNCH_PAUSE_MILLIS = 300;
    private static final int RESTART_PAUSE_MILLIS_MAX = 10_000;
    private static final System.Logger LOG = System.getLogger(PostgresServer.class.getName());

    private final Settings settings;
    private final PostgresCommands commands;
    private final InstantSource clock;
    private final Consumer<ProcessHandle> onStart;
    private final CountDownLatch closing = new CountDownLatch(1);
    private Process process;

    /**
     * How the server works.
     *
     * @param binaries where its programs are unpacked to
     * @param data its data folder, initialised if absent
     * @param port where it listens on 127.0.0.1
     * @param password of the superuser; fixed when the folder is initialised
     * @param log where it writes its log
     */
    public record Settings(Path binaries, Path data, int port, String password, Path log) {

        /** Leaves the password out. */
        @Override
        public String toString() {
            return "PostgreSQL on port " + port + " with folder " + data;
        }
    }

    private PostgresServer(Settings settings, PostgresCommands commands, InstantSource clock,
            Consumer<ProcessHandle> onStart) throws IOException {
        this.settings = settings;
        this.commands = commands;
        this.clock = clock;
        this.onStart = onStart;
        this.process = launch();
    }

    /** Stops a server that a kill left running on a data folder, if there is one. */
    public static void stopLeftover(Path binaries, Path data) {
        try {
            if (Files.exists(data)) {
                PostgresLeftover.stop(data, new PostgresCommands(PostgresBinaries.unpacked(binaries)));
            }
        } catch (IOException e) {
            throw new PlatformException(FAILED, "The PostgreSQL server left running on " + data
                    + " could not be stopped: " + e.getMessage(), "", e);
        }
    }

    /**
     * Starts the server and returns when it answers.
     *
     * @param onStart hears of the server's process, and of each that takes its place
     * @throws PlatformException when it does not start, with the last words of its log
     */
    public static PostgresServer start(Settings settings, InstantSource clock, Consumer<ProcessHandle> onStart) {
        try {
            PostgresCommands commands = new PostgresCommands(PostgresBinaries.unpacked(settings.binaries()));
            initialise(settings, commands);
            PostgresServer server = new PostgresServer(settings, commands, clock, onStart);
            server.startOrClose();
            Thread.ofPlatform().daemon().name("postgres-watch").start(server::watch);
            return server;
        } catch (IOException e) {
            throw new PlatformException(FAILED, "PostgreSQL could not be started: " + e.getMessage(), "", e);
        }
    }

    private Process launch() throws IOException {
        Process launched = commands.start("postgres", settings.log(), List.of("-D", settings.data().toString(), "-p",
                Integer.toString(settings.port()), "-c", "listen_addresses=127.0.0.1", "-c",
                "unix_socket_directories=", "-c", "max_connections=120", "-c", "shared_buffers=64MB"));
        onStart.accept(launched.toHandle());
        return launched;
    }

    private void startOrClose() throws IOException {
        try {
            awaitStart();
        } catch (IOException | PlatformException e) {
            close();
            throw e;
        }
    }

    /** Launches again while the server ends at once. */
    private void awaitStart() throws IOException {
        for (int launches = 1; !awaitAnswer(); launches++) {
            if (launches == LAUNCHES_MAX || !relaunchAfter(LAUNCH_PAUSE_MILLIS)) {
                throw failed("ended at once", null);
            }
        }
    }

    /** Returns false when the server is to stop. */
    private boolean relaunchAfter(int millis) throws IOException {
        try {
            if (closing.await(millis, TimeUnit.MILLISECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        synchronized (this) {
            if (isClosing()) {
                return false;
            }
            process = launch();
            return true;
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Brings the server back whenever it ended without having been told to. */
    private void watch() {
        int pause = LAUNCH_PAUSE_MILLIS;
        while (hasEndedWithin(Integer.MAX_VALUE) && !isClosing()) {
            LOG.log(System.Logger.Level.WARNING, "PostgreSQL ended and is started again; its log is {0}",
                    settings.log());
            try {
                if (!relaunchAfter(pause)) {
                    return;
                }
                awaitStart();
                pause = LAUNCH_PAUSE_MILLIS;
            } catch (IOException | PlatformException e) {
                pause = Math.min(2 * pause, RESTART_PAUSE_MILLIS_MAX);
                LOG.log(System.Logger.Level.WARNING, "PostgreSQL could not be started again and is tried anew: {0}",
                        e.getMessage());
            }
        }
    }

    /** Beside the place it belongs to, then moved there: a kill leaves no half-made folder in its place. */
    private static void initialise(Settings settings, PostgresCommands commands) throws IOException {
        if (Files.exists(settings.data().resolve("PG_VERSION"))) {
            return;
        }
        Path fresh = settings.data().resolveSibling(settings.data().getFileName() + ".new");
        PostgresBinaries.deleteTree(fresh);
        Path passwordFile = OwnerOnly.write(settings.data().resolveSibling("initdb.password"), settings.password());
        try {
            commands.run("initdb", settings.log(), Duration.ofMinutes(2), List.of("-D", fresh.toString(), "-U", USER,
                    "-A",
                    "scram-sha-256", "--pwfile=" + passwordFile, "-E", "UTF8", "--no-locale", "--no-instructions"));
        } finally {
            Files.deleteIfExists(passwordFile);
        }
        Files.move(fresh, settings.data());
    }

    /** Returns false when the server ended instead of answering. */
    private boolean awaitAnswer() throws IOException {
        var giveUpAt = clock.instant().plus(START_MAX);
        while (true) {
            try {
                createDatabase();
                return true;
            } catch (SQLException e) {
                if (hasEndedWithin(ATTEMPT_MILLIS)) {
                    return false;
                }
                if (clock.instant().isAfter(giveUpAt)) {
                    throw failed("does not answer", e);
                }
            }
        }
    }

    private PlatformException failed(String how, @Nullable Throwable cause) throws IOException {
        return new PlatformException(FAILED, "PostgreSQL " + how + " on port " + settings.port() + ": " + lastWords(),
                "Its log is " + settings.log() + ".", cause);
    }

    private boolean hasEndedWithin(int millis) {
        try {
            return current().waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private synchronized Process current() {
        return process;
    }

    private String lastWords() throws IOException {
        List<String> lines = Files.exists(settings.log()) ? Files.readAllLines(settings.log()) : List.of();
        return String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("postgres"), USER, settings.password());
                Statement statement = connection.createStatement()) {
            boolean exists;
            try (ResultSet found = statement.executeQuery(
                    "select 1 from pg_database where datname = '" + DATABASE + "'")) {
                exists = found.next();
            }
            if (!exists) {
                statement.execute("create database " + DATABASE);
            }
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + settings.port() + "/" + database;
    }

    /** The address of the database for JDBC. */
    public String jdbcUrl() {
        return url(DATABASE);
    }

    /** The superuser. */
    public String user() {
        return USER;
    }

    public int port() {
        return settings.port();
    }

    /** The postmaster as it is now. */
    public ProcessHandle process() {
        return current().toHandle();
    }

    /** Stops the server: open connections are ended, nothing committed is lost. */
    @Override
    public synchronized void close() {
        closing.countDown();
        List<String> stop = new ArrayList<>(List.of("stop", "-D", settings.data().toString(), "-m", "fast", "-w"));
        try {
            if (process.isAlive()) {
                commands.run("pg_ctl", settings.log(), Duration.ofSeconds(30), stop);
            }
        } catch (IOException | PlatformException e) {
            process.destroyForcibly();
        }
    }
}

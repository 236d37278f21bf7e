package io.attune.bench.registry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

import io.attune.bench.Bench;
import io.attune.cli.failure.Pause;
import io.attune.cli.processes.DataFolder;
import io.attune.cli.processes.Installation;
import io.attune.cli.processes.LocalPlatform;
import io.attune.cli.processes.Watcher;

/** A platform on a data folder of the suite's own, as {@code ./attune up} starts it, and a look into its database. */
final class Site implements AutoCloseable {
    private final DataFolder folder;
    private final LocalPlatform local;
    private final Caller caller;
    private final Connection connection;

    private Site(Bench bench) throws IOException, SQLException {
        folder = new DataFolder(bench.scratch().resolve("data"));
        local = new LocalPlatform(Installation.ofProcess(), folder, Pause.real());
        Files.createDirectories(folder.path());
        Files.writeString(folder.sandboxOptions(), "--training tiny\n");
        bench.say("starting the sandbox and the platform");
        Runtime.getRuntime().addShutdownHook(new Thread(local::down));
        String address = local.up(Optional.of(freePort()), Watcher.SILENT);
        caller = new Caller(URI.create(address), Files.readString(folder.adminKey()).strip());
        Properties settings = new Properties();
        try (var in = Files.newBufferedReader(folder.platformProperties())) {
            settings.load(in);
        }
        connection = DriverManager.getConnection(settings.getProperty("spring.datasource.url"), settings.getProperty(
                "spring.datasource.username"), settings.getProperty("spring.datasource.password"));
    }

    static Site open(Bench bench) throws IOException, SQLException {
        return new Site(bench);
    }

    Caller caller() {
        return caller;
    }

    Connection connection() {
        return connection;
    }

    /** How many points of metrics the database holds. */
    long points() throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from registry.run_metric")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws SQLException {
        caller.close();
        connection.close();
        local.down();
    }
}

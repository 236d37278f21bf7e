package io.attune.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;

/**
 * One PostgreSQL and one S3 server for all tests of a JVM, started when the first test asks and gone with the JVM.
 *
 * <p>They run in containers where a Docker engine answers that has their images, and embedded otherwise. The system
 * property {@code attune.test.servers} says {@code containers} or {@code embedded} to leave no choice. What was chosen,
 * and why, is printed once and written to {@code target/integration-servers.txt}.
 */
public final class TestServers {
    private static final Servers SERVERS = started();

    private TestServers() {}

    /** Settings of a Spring Boot test: a database made for this call, and a bucket shared by all. */
    public static Map<String, String> freshProperties() {
        String database = "t_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = connect(SERVERS); Statement statement = connection.createStatement()) {
            statement.execute("create database " + database);
        } catch (SQLException e) {
            throw new IllegalStateException("No database could be made for a test", e);
        }
        return Map.of("spring.datasource.url", SERVERS.jdbcUrl(database), "spring.datasource.username", Servers.USER,
                "spring.datasource.password", Servers.PASSWORD, "spring.datasource.hikari.schema", "platform",
                "attune.objects.endpoint", SERVERS.s3Endpoint().toString(), "attune.objects.bucket", Servers.BUCKET,
                "attune.objects.access-key", Servers.ACCESS_KEY, "attune.objects.secret-key", Servers.SECRET_KEY);
    }

    private static Servers started() {
        ServersChoice choice = ServersChoice.of(System.getProperty(ServersChoice.PROPERTY), DockerEngine::look);
        Servers servers = switch (choice) {
            case ServersChoice.Containers _ -> new ContainerServers();
            case ServersChoice.Embedded _ -> new EmbeddedServers();
        };
        announce("integration servers: " + choice.inWords(versionOf(servers)));
        return servers;
    }

    private static String versionOf(Servers servers) {
        try (Connection connection = connect(servers);
                Statement statement = connection.createStatement();
                ResultSet version = statement.executeQuery("show server_version")) {
            version.next();
            return "PostgreSQL " + version.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException("The PostgreSQL server for tests does not answer", e);
        }
    }

    private static Connection connect(Servers servers) throws SQLException {
        return DriverManager.getConnection(servers.jdbcUrl("postgres"), Servers.USER, Servers.PASSWORD);
    }

    /** To whoever watches, and for a script that sums up all modules. */
    private static void announce(String line) {
        System.out.println(line);
        Path folder = Path.of("target");
        if (Files.isDirectory(folder)) {
            try {
                Files.writeString(folder.resolve("integration-servers.txt"), line + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

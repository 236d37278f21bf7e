package io.attune.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** One PostgreSQL and one S3 server for all tests of a JVM. They end with it. */
public final class EmbeddedServers {
    private static final String KEY = "test-access";
    private static final String SECRET = "test-secret";
    private static final String BUCKET = "attune";

    private static final EmbeddedServers INSTANCE = new EmbeddedServers();

    private final EmbeddedPostgres postgres;
    private final URI s3Endpoint;

    private EmbeddedServers() {
        try {
            postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    postgres.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
            s3Endpoint = startS3(Files.createTempDirectory("attune-s3-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Settings of a Spring Boot test: a database made for this call, and a bucket shared by all. */
    public static Map<String, String> freshProperties() {
        return INSTANCE.newDatabase();
    }

    private Map<String, String> newDatabase() {
        String name = "t_" + UUID.randomUUID().toString().replace("-", "");
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Map.of("spring.datasource.url", postgres.getJdbcUrl("postgres", name), "spring.datasource.username",
                "postgres", "spring.datasource.password", "postgres", "spring.datasource.hikari.schema", "platform",
                "attune.objects.endpoint", s3Endpoint.toString(), "attune.objects.bucket", BUCKET,
                "attune.objects.access-key", KEY, "attune.objects.secret-key", SECRET);
    }

    private static URI startS3(Path folder) {
        FilesystemNio2BlobStore store = new FilesystemNio2BlobStore(folder.toString());
        store.createContainer(BUCKET);
        S3Proxy server = S3Proxy.builder().blobStore(store).endpoint(URI.create(
                "http://127.0.0.1:0")).awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY, SECRET).build();
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("The S3 server for tests did not start", e);
        }
        return URI.create("http://127.0.0.1:" + server.getPort());
    }
}

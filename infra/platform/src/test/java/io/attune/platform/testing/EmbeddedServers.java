package io.attune.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** PostgreSQL as a child process, S3 inside this one. */
final class EmbeddedServers implements Servers {
    private final EmbeddedPostgres postgres;
    private final URI s3Endpoint;

    EmbeddedServers() {
        try {
            postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
            Runtime.getRuntime().addShutdownHook(new Thread(this::stopPostgres));
            s3Endpoint = startS3(Files.createTempDirectory("attune-s3-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String jdbcUrl(String database) {
        return postgres.getJdbcUrl(USER, database);
    }

    @Override
    public URI s3Endpoint() {
        return s3Endpoint;
    }

    private void stopPostgres() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI startS3(Path folder) {
        FilesystemNio2BlobStore store = new FilesystemNio2BlobStore(folder.toString());
        store.createContainer(BUCKET);
        S3Proxy server = S3Proxy.builder().blobStore(store).endpoint(URI.create(
                "http://127.0.0.1:0")).awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY,
                        SECRET_KEY).build();
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("The S3 server for tests did not start", e);
        }
        return URI.create("http://127.0.0.1:" + server.getPort());
    }
}

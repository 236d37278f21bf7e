package io.attune.sandbox.objects;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** A running S3 server. */
public final class S3Server implements AutoCloseable {
    private static final ErrorCode FAILED = new ErrorCode("s3-failed", ErrorKind.OUTSIDE);

    private final S3Proxy server;
    private final BlobStore store;

    private S3Server(S3Proxy server, BlobStore store) {
        this.server = server;
        this.store = store;
    }

    /** What clients sign with. */
    public record Keys(String accessKey, String secretKey) {

        /** Leaves the secret out. */
        @Override
        public String toString() {
            return accessKey;
        }
    }

    /** Starts a server on 127.0.0.1 with its objects in {@code folder}. */
    public static S3Server start(Path folder, int port, Keys keys) {
        try {
            BlobStore store = new FilesystemNio2BlobStore(Files.createDirectories(folder).toString());
            S3Proxy server = S3Proxy.builder().blobStore(store).endpoint(
                    URI.create("http://127.0.0.1:" + port)).awsAuthentication(AuthenticationType.AWS_V2_OR_V4,
                            keys.accessKey(), keys.secretKey()).build();
            server.start();
            return new S3Server(server, store);
        } catch (Exception e) {
            throw failed(port, e);
        }
    }

    private static PlatformException failed(int port, Exception e) {
        return new PlatformException(FAILED, "The S3 server could not be started on port " + port + ": "
                + e.getMessage(), "", e);
    }

    /** A bucket, created if absent. */
    public Bucket bucket(String name) {
        if (!store.containerExists(name)) {
            store.createContainer(name);
        }
        return new Bucket(store, name);
    }

    /** Where clients find it. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new PlatformException(FAILED, "The S3 server could not be stopped: " + e.getMessage(), "", e);
        }
    }
}

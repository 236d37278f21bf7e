package io.attune.platform.objects;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An object store in one bucket of an S3 server. */
final class S3ObjectStore implements ObjectStore {
    private static final ErrorCode UNAVAILABLE = new ErrorCode("object-store-unavailable", ErrorKind.UNAVAILABLE);

    private final S3Client s3;
    private final String bucket;
    private final String place;

    /** @param place where the server is, for messages */
    S3ObjectStore(S3Client s3, String bucket, String place) {
        this.s3 = s3;
        this.bucket = bucket;
        this.place = place;
    }

    @Override
    public void put(ObjectKey key, byte[] content) {
        put(key, RequestBody.fromBytes(content));
    }

    @Override
    public void put(ObjectKey key, Path content) {
        put(key, RequestBody.fromFile(content));
    }

    private void put(ObjectKey key, RequestBody body) {
        attempt("write " + key, () -> s3.putObject(r -> r.bucket(bucket).key(key.value()), body));
    }

    @Override
    public Optional<byte[]> get(ObjectKey key) {
        return ifPresent(key, () -> s3.getObjectAsBytes(r -> r.bucket(bucket).key(key.value())).asByteArray());
    }

    @Override
    public Optional<InputStream> open(ObjectKey key) {
        return ifPresent(key, () -> s3.getObject(r -> r.bucket(bucket).key(key.value())));
    }

    @Override
    public Optional<InputStream> open(ObjectKey key, long from, long length) {
        String range = "bytes=" + from + "-" + (from + length - 1);
        return ifPresent(key, () -> {
            try {
                return s3.getObject(r -> r.bucket(bucket).key(key.value()).range(range));
            } catch (S3Exception e) {
                if (e.statusCode() == 416) {
                    return InputStream.nullInputStream();
                }
                throw e;
            }
        });
    }

    @Override
    public boolean exists(ObjectKey key) {
        return ifPresent(key, () -> s3.headObject(r -> r.bucket(bucket).key(key.value()))).isPresent();
    }

    @Override
    public List<ObjectKey> list(ObjectKey prefix) {
        int projectPart = prefix.value().length() - prefix.path().length();
        return attempt("list " + prefix,
                () -> s3.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(prefix.value())).contents().stream().map(
                        S3Object::key).map(key -> new ObjectKey(prefix.project(), key.substring(
                                projectPart))).toList());
    }

    @Override
    public void delete(ObjectKey key) {
        attempt("delete " + key, () -> s3.deleteObject(r -> r.bucket(bucket).key(key.value())));
    }

    private <T> Optional<T> ifPresent(ObjectKey key, Supplier<T> read) {
        return attempt("read " + key, () -> {
            try {
                return Optional.of(read.get());
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            } catch (S3Exception e) {
                if (e.statusCode() == 404) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private <T> T attempt(String what, Supplier<T> action) {
        try {
            return action.get();
        } catch (SdkException e) {
            throw new PlatformException(UNAVAILABLE, "The object store could not " + what + " at " + place + ": "
                    + e.getMessage(),
                    "Check attune.objects.* and that the S3 server runs, then try again.", e);
        }
    }
}

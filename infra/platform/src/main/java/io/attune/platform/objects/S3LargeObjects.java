package io.attune.platform.objects;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.platform.LargeObjects;
import io.attune.platform.ObjectKey;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Large objects in one bucket of an S3 server. */
final class S3LargeObjects implements LargeObjects {
    private static final ErrorCode UNAVAILABLE = new ErrorCode("object-store-unavailable", ErrorKind.UNAVAILABLE);
    private static final ErrorCode UNKNOWN = new ErrorCode("upload-unknown", ErrorKind.NOT_FOUND);
    private static final ErrorCode INCOMPLETE = new ErrorCode("upload-incomplete", ErrorKind.INVALID);
    private static final int PART_BYTES = 16 << 20;

    private final S3Client s3;
    private final S3Presigner signer;
    private final String bucket;

    S3LargeObjects(S3Client s3, S3Presigner signer, String bucket) {
        this.s3 = s3;
        this.signer = signer;
        this.bucket = bucket;
    }

    @Override
    public long write(ObjectKey key, InputStream content) throws IOException {
        byte[] first = content.readNBytes(PART_BYTES);
        if (first.length < PART_BYTES) {
            attempt("write " + key, () -> s3.putObject(r -> r.bucket(bucket).key(key.value()), RequestBody.fromBytes(
                    first)));
            return first.length;
        }
        String upload = begin(key);
        boolean done = false;
        try {
            Map<Integer, String> tags = new TreeMap<>();
            long bytes = 0;
            for (byte[] part = first; part.length > 0; part = content.readNBytes(PART_BYTES)) {
                tags.put(tags.size() + 1, send(key, upload, tags.size() + 1, part));
                bytes += part.length;
            }
            complete(key, upload, tags);
            done = true;
            return bytes;
        } finally {
            if (!done) {
                abort(key, upload);
            }
        }
    }

    private String send(ObjectKey key, String upload, int number, byte[] part) {
        return attempt("write part " + number + " of " + key, () -> s3.uploadPart(r -> r.bucket(bucket).key(
                key.value()).uploadId(upload).partNumber(number), RequestBody.fromBytes(part)).eTag());
    }

    @Override
    public List<Entry> folder(ObjectKey folder) {
        String prefix = folder.value().endsWith("/") ? folder.value() : folder.value() + "/";
        return attempt("list " + folder, () -> {
            List<Entry> entries = new ArrayList<>();
            s3.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(prefix).delimiter("/")).forEach(
                    page -> Stream.concat(
                            page.commonPrefixes().stream().map(
                                    common -> new Entry(common.prefix().substring(prefix.length(),
                                            common.prefix().length()
                                                    - 1), true, 0)),
                            page.contents().stream().filter(object -> object.key().length() > prefix.length()).map(
                                    object -> new Entry(object.key().substring(prefix.length()), false,
                                            object.size()))).forEach(entries::add));
            entries.sort(Comparator.comparing(Entry::name));
            return entries;
        });
    }

    @Override
    public String begin(ObjectKey key) {
        return attempt("begin " + key, () -> s3.createMultipartUpload(r -> r.bucket(bucket).key(
                key.value())).uploadId());
    }

    @Override
    public URI part(ObjectKey key, String upload, int number, Duration validity) {
        try {
            return signer.presignUploadPart(r -> r.signatureDuration(validity).uploadPartRequest(p -> p.bucket(
                    bucket).key(key.value()).uploadId(upload).partNumber(number))).url().toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The S3 client signed an address that is none", e);
        }
    }

    @Override
    public void complete(ObjectKey key, String upload, Map<Integer, String> tags) {
        List<CompletedPart> parts = new TreeMap<>(tags).entrySet().stream().map(
                tag -> CompletedPart.builder().partNumber(tag.getKey()).eTag(tag.getValue()).build()).toList();
        attempt("complete " + key, () -> {
            try {
                return s3.completeMultipartUpload(r -> r.bucket(bucket).key(key.value()).uploadId(
                        upload).multipartUpload(m -> m.parts(parts)));
            } catch (S3Exception e) {
                throw refused(key, upload, e);
            }
        });
    }

    private static RuntimeException refused(ObjectKey key, String upload, S3Exception e) {
        if (e.statusCode() == 404) {
            return new PlatformException(UNKNOWN, "There is no upload '" + upload + "' of " + key.path(),
                    "It was completed or aborted already; begin another.", e);
        }
        if (e.statusCode() >= 400 && e.statusCode() < 500) {
            return new PlatformException(INCOMPLETE,
                    "The parts of " + key.path() + " are not those that were sent: " + e.getMessage(),
                    "Send what is missing and complete it again, or abort it.", e);
        }
        return e;
    }

    @Override
    public void abort(ObjectKey key, String upload) {
        attempt("abort " + key, () -> {
            try {
                return s3.abortMultipartUpload(r -> r.bucket(bucket).key(key.value()).uploadId(upload));
            } catch (S3Exception e) {
                if (e.statusCode() == 404) {
                    return "";
                }
                throw e;
            }
        });
    }

    private static <T> T attempt(String what, Supplier<T> action) {
        try {
            return action.get();
        } catch (SdkException e) {
            throw new PlatformException(UNAVAILABLE, "The object store could not " + what + ": " + e.getMessage(),
                    "Check attune.objects.* and that the S3 server runs, then try again.", e);
        }
    }
}

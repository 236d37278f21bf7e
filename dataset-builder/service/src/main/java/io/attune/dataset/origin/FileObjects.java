package io.attune.dataset.origin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;

import io.attune.dataset.suppress.Suppressions;
import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import io.attune.platform.PlatformProperties;
import org.springframework.stereotype.Component;

/** Keeps files of any size under their digest, in constant memory. Thread-safe. */
@Component
public class FileObjects {
    static final ErrorCode TOO_LARGE = new ErrorCode("source-file-too-large", ErrorKind.LIMIT);

    private final ObjectStore objects;
    private final Suppressions suppressions;
    private final Path spool;
    private final long bytesMax;

    FileObjects(ObjectStore objects, Suppressions suppressions, PlatformProperties platform,
            SourceProperties settings) {
        this.objects = objects;
        this.suppressions = suppressions;
        this.spool = platform.home().resolve("spool");
        this.bytesMax = settings.fileSizeMax().toBytes();
        empty(spool);
    }

    /** A file that is kept. */
    public record Kept(Digest digest, long bytes) {}

    /** Where a file of that content lies. */
    public static ObjectKey key(ProjectId project, Digest content) {
        return new ObjectKey(project, "datasets/.files/" + content.hex());
    }

    long bytesMax() {
        return bytesMax;
    }

    /** Whether a file is there, or was and had to be destroyed. */
    boolean isKnown(ProjectId project, Digest content) {
        ObjectKey key = key(project, content);
        return objects.exists(key) || suppressions.includes(key);
    }

    /**
     * Keeps everything a stream holds. A file that was withdrawn is not written again; whoever reads it later hears so.
     *
     * @param what the file's name in messages
     * @throws PlatformException of code {@code source-file-too-large}
     */
    Kept keep(ProjectId project, String what, InputStream content) throws IOException {
        MessageDigest sha = Digest.sha256();
        return spooled(what, new DigestInputStream(content, sha), (file, bytes) -> {
            Digest digest = new Digest(HexFormat.of().formatHex(sha.digest()));
            if (!isKnown(project, digest)) {
                objects.put(key(project, digest), file);
            }
            return new Kept(digest, bytes);
        });
    }

    private interface Use<T> {
        T of(Path file, long bytes) throws IOException;
    }

    private <T> T spooled(String what, InputStream content, Use<T> use) throws IOException {
        Files.createDirectories(spool);
        Path file = Files.createTempFile(spool, "source-", "");
        try {
            return use.of(file, copy(what, content, file));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private long copy(String what, InputStream content, Path file) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                bytes += n;
                if (bytes > bytesMax) {
                    throw tooLarge(what);
                }
                out.write(buffer, 0, n);
            }
        }
        return bytes;
    }

    /** @param what the file's name */
    PlatformException tooLarge(String what) {
        return new PlatformException(TOO_LARGE, what + " is larger than " + bytesMax + " bytes",
                "Compress it, cut it into several files, or raise attune.sources.file-size-max.");
    }

    /** What a process that died was copying. */
    private static void empty(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> left = Files.list(folder)) {
            for (Path file : left.toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be emptied", e);
        }
    }
}

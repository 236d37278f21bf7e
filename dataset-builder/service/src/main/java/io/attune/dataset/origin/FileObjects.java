package io.attune.dataset.origin;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;

import io.attune.dataset.SentFiles;
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
        return SentFiles.key(project, content);
    }

    /** How large a file may be. */
    public long bytesMax() {
        return bytesMax;
    }

    /** Whether a file is there, or was and had to be destroyed. */
    public boolean isKnown(ProjectId project, Digest content) {
        ObjectKey key = key(project, content);
        return objects.exists(key) || suppressions.includes(key);
    }

    /** Whether a file is there and may be read. */
    boolean isReadable(ProjectId project, Digest content) {
        ObjectKey key = key(project, content);
        return objects.exists(key) && !suppressions.includes(key);
    }

    /** The content of a file that is there; the caller closes it. */
    InputStream open(ProjectId project, Digest content) {
        return objects.open(key(project, content)).orElseThrow(() -> new PlatformException(ErrorCode.NOT_FOUND,
                "The file " + content.shortForm() + " is no longer there", "Try again: its origin is read anew."));
    }

    /** A new file on this machine, which the caller removes. */
    Path spoolFile() throws IOException {
        Files.createDirectories(spool);
        return Files.createTempFile(spool, "source-", "");
    }

    /** Writes what is to be kept. */
    interface Content<X extends Exception> {
        void writeTo(OutputStream out) throws IOException, X;
    }

    /**
     * Keeps everything a stream holds. A file that was withdrawn is not written again; whoever reads it later hears so.
     *
     * @param what the file's name in messages
     * @throws PlatformException of code {@code source-file-too-large}
     */
    public Kept keep(ProjectId project, String what, InputStream content) throws IOException {
        return this.<IOException>keepWritten(project, what, content::transferTo);
    }

    /** The same of what is written. */
    <X extends Exception> Kept keepWritten(ProjectId project, String what, Content<X> content) throws IOException, X {
        Path file = spoolFile();
        try {
            Counted counted = new Counted(Files.newOutputStream(file), what);
            try (OutputStream out = new BufferedOutputStream(counted, 1 << 16)) {
                content.writeTo(out);
            }
            Digest digest = counted.digest();
            if (!isKnown(project, digest)) {
                objects.put(key(project, digest), file);
            }
            return new Kept(digest, counted.bytes);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Counts, digests, and stops where it is too much. */
    private final class Counted extends FilterOutputStream {
        private final MessageDigest sha = Digest.sha256();
        private final String what;
        private long bytes;

        Counted(OutputStream out, String what) {
            super(out);
            this.what = what;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[]{(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] content, int from, int length) throws IOException {
            bytes += length;
            if (bytes > bytesMax) {
                throw tooLarge(what);
            }
            sha.update(content, from, length);
            out.write(content, from, length);
        }

        Digest digest() {
            return new Digest(HexFormat.of().formatHex(sha.digest()));
        }
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

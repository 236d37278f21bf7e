package io.attune.dataset.store;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;

/** Objects of lines, compressed by zstd. */
public final class ZstdLines {
    private static final int LEVEL = 3;

    private ZstdLines() {}

    /** An object that was written. */
    public record Written(long lines, long bytes, Digest sha256) {}

    /** Writes lines to an object, by way of a temporary file. */
    public static Written write(ObjectStore objects, ObjectKey key, Iterator<String> lines) {
        try {
            Path file = Files.createTempFile("attune-", ".zst");
            try {
                long count = 0;
                try (Writer out = new BufferedWriter(new OutputStreamWriter(
                        new ZstdOutputStream(Files.newOutputStream(file), LEVEL), StandardCharsets.UTF_8))) {
                    for (; lines.hasNext(); count++) {
                        out.append(lines.next()).append('\n');
                    }
                }
                objects.put(key, file);
                try (InputStream in = Files.newInputStream(file)) {
                    return new Written(count, Files.size(file), Digest.of(in));
                }
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The lines of " + key + " could not be written", e);
        }
    }

    /**
     * The lines of an object, read as they are asked for; the caller closes the stream.
     *
     * @throws PlatformException when there is no such object
     */
    public static Stream<String> read(ObjectStore objects, ObjectKey key) {
        InputStream object = objects.open(key).orElseThrow(() -> new PlatformException(ErrorCode.INTERNAL,
                "The object " + key + " is missing", "Restore the object store to a state that has it."));
        try {
            BufferedReader reader = new BufferedReader(
                    new InputStreamReader(new ZstdInputStream(object), StandardCharsets.UTF_8));
            return reader.lines().onClose(() -> close(reader));
        } catch (IOException e) {
            throw new UncheckedIOException("The object " + key + " could not be read", e);
        }
    }

    private static void close(BufferedReader reader) {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

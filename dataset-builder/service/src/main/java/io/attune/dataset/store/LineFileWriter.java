package io.attune.dataset.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import com.github.luben.zstd.Zstd;
import io.attune.kernel.Digest;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import org.jspecify.annotations.Nullable;

/** Writes a {@link LineFile} line by line; holds one frame in memory and one shard on disk. Not thread-safe. */
final class LineFileWriter implements AutoCloseable {
    private static final int LEVEL = 3;
    private static final int FRAME_BYTES = 256 * 1024;
    private static final long SHARD_BYTES = 128L * 1024 * 1024;

    private final ObjectStore objects;
    private final ObjectKey folder;
    private final String name;
    private final MessageDigest whole = Digest.sha256();
    private final List<LineFile.Shard> shards = new ArrayList<>();
    private final ByteArrayOutputStream frame = new ByteArrayOutputStream(FRAME_BYTES + 4096);
    private final List<LineFile.Frame> frames = new ArrayList<>();
    private final Path file;
    private OutputStream out;
    private MessageDigest shardDigest = Digest.sha256();
    private @Nullable String first;
    private int frameLines;
    private long shardBytes;
    private long lines;
    private long bytes;

    /** @param name ends in {@code .jsonl} */
    LineFileWriter(ObjectStore objects, ObjectKey folder, String name) {
        this.objects = objects;
        this.folder = folder;
        this.name = name;
        try {
            file = Files.createTempFile("attune-", ".zst");
            out = Files.newOutputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException("A temporary file for " + name + " could not be made", e);
        }
    }

    /** @param sortKey at least that of the line before, or null where lines are not sorted */
    void add(String line, @Nullable String sortKey) {
        if (frameLines == 0) {
            first = sortKey;
        }
        byte[] text = line.getBytes(StandardCharsets.UTF_8);
        frame.write(text, 0, text.length);
        frame.write('\n');
        frameLines++;
        if (frame.size() >= FRAME_BYTES) {
            endFrame();
        }
    }

    /** Sends what is left. */
    LineFile finish() {
        endFrame();
        endShard();
        return new LineFile(name, lines, bytes, digest(whole), shards);
    }

    private void endFrame() {
        if (frameLines == 0) {
            return;
        }
        byte[] plain = frame.toByteArray();
        byte[] packed = Zstd.compress(plain, LEVEL);
        frames.add(new LineFile.Frame(frameLines, plain.length, packed.length, first));
        whole.update(plain);
        shardDigest.update(packed);
        try {
            out.write(packed);
        } catch (IOException e) {
            throw new UncheckedIOException("The lines of " + name + " could not be kept on disk", e);
        }
        lines += frameLines;
        bytes += plain.length;
        shardBytes += packed.length;
        frame.reset();
        frameLines = 0;
        if (shardBytes >= SHARD_BYTES) {
            endShard();
        }
    }

    private void endShard() {
        if (frames.isEmpty()) {
            return;
        }
        String shard = String.format(Locale.ROOT, "%s-%05d.jsonl.zst", name.substring(0, name.length()
                - ".jsonl".length()), shards.size());
        try {
            out.close();
            objects.put(folder.resolve(shard), file);
            shards.add(new LineFile.Shard(shard, shardBytes, digest(shardDigest), frames));
            out = Files.newOutputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The lines of " + name + " could not be kept on disk", e);
        }
        shardDigest = Digest.sha256();
        shardBytes = 0;
        frames.clear();
    }

    private static Digest digest(MessageDigest sha) {
        return new Digest(HexFormat.of().formatHex(sha.digest()));
    }

    @Override
    public void close() {
        try {
            out.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary file " + file + " could not be removed", e);
        }
    }
}

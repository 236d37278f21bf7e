package io.attune.pipeline.near;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;

/** A folder of its own for files that live as long as one clustering; closing it unmaps and deletes them. */
final class Spill implements AutoCloseable {
    static final ErrorCode DISK = new ErrorCode("near-duplicates-disk", ErrorKind.LIMIT);

    private static final long MEBI = 1L << 20;
    private static final String NEXT_STEP = "Free space there or name another folder, then start it again.";

    private final Path folder;
    private final long limit;
    private final Arena arena = Arena.ofShared();
    private final List<FileChannel> channels = new ArrayList<>();

    /** @param limit how many bytes may be used, as far as they are free */
    Spill(Path parent, long limit) {
        this.limit = limit;
        try {
            Files.createDirectories(parent);
            folder = Files.createTempDirectory(parent, "near-");
        } catch (IOException e) {
            throw failure(parent, e);
        }
    }

    /** A file to write and read. */
    FileChannel create(String name) {
        try {
            FileChannel channel = FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ, StandardOpenOption.WRITE);
            channels.add(channel);
            return channel;
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    /** A file of zeros, mapped for writing; its blocks are taken from the disk now rather than missed later. */
    MemorySegment allocate(String name, long bytes) {
        try {
            FileChannel channel = create(name);
            ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(bytes, 1 << 20));
            for (long at = 0; at < bytes; at += zeros.limit()) {
                zeros.clear().limit((int) Math.min(zeros.capacity(), bytes - at));
                writeFully(channel, zeros, at);
            }
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    /** What was written so far, mapped for reading. */
    MemorySegment map(FileChannel channel) {
        try {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    void write(FileChannel channel, ByteBuffer bytes, long position) {
        try {
            writeFully(channel, bytes, position);
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    @Override
    public void close() {
        arena.close();
        try {
            for (FileChannel channel : channels) {
                channel.close();
            }
            clear();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot clear " + folder, e);
        }
    }

    /**
     * Checks that so much more will fit.
     *
     * @throws PlatformException when it will not
     */
    void require(long bytes) {
        try {
            long free = Math.min(limit - used(), Files.getFileStore(folder).getUsableSpace());
            if (bytes > free) {
                throw new PlatformException(DISK, "Looking for near-duplicates needs about " + Math.ceilDiv(bytes, MEBI)
                        + " MiB more below " + folder.getParent() + ", and " + free / MEBI + " MiB are free",
                        NEXT_STEP);
            }
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    private long used() throws IOException {
        long used = 0;
        for (FileChannel channel : channels) {
            used += channel.size();
        }
        return used;
    }

    private void clear() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> left = files.toList();
            for (Path file : left) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static PlatformException failure(Path place, IOException cause) {
        return new PlatformException(DISK, "Clustering cannot write below " + place + ": " + cause.getMessage(),
                NEXT_STEP, cause);
    }
}

package io.attune.pipeline.near;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * For each column of keys, the groups of records that have the same key: on disk, as length and indexes in ascending
 * order. Each column is cut into batches of whole groups, the unit of work of a thread.
 */
final class GroupFile {
    /** Members after which a batch ends. */
    private static final int BATCH = 4_096;

    /** A run of whole groups: the ints from {@code start} to {@code end} of the file. */
    record Batch(long start, long end) {}

    private final Spill spill;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 20).order(ByteOrder.nativeOrder());
    private final List<List<Batch>> columns = new ArrayList<>();
    private List<Batch> open = new ArrayList<>();
    private long batchStart;
    private long written;
    private long flushed;
    private @Nullable MemorySegment mapped;

    GroupFile(Spill spill) {
        this.spill = spill;
        this.channel = spill.create("groups");
    }

    /** Adds the group that stands in {@code sorted} from {@code from} to {@code to}, the index in each low half. */
    void add(long[] sorted, int from, int to) {
        put(to - from);
        for (int i = from; i < to; i++) {
            put((int) sorted[i]);
        }
        if (written - batchStart >= BATCH) {
            endBatch();
        }
    }

    void endColumn() {
        endBatch();
        columns.add(List.copyOf(open));
        open = new ArrayList<>();
    }

    /** Ends the writing. */
    void seal() {
        flush();
        mapped = written == 0 ? MemorySegment.NULL : spill.map(channel);
    }

    List<Batch> batches(int column) {
        return columns.get(column);
    }

    /** The int at a place. */
    int get(long at) {
        if (mapped == null) {
            throw new IllegalStateException("The groups are not sealed");
        }
        return mapped.get(ValueLayout.JAVA_INT, at * Integer.BYTES);
    }

    private void endBatch() {
        if (written > batchStart) {
            open.add(new Batch(batchStart, written));
            batchStart = written;
        }
    }

    private void put(int value) {
        if (!buffer.hasRemaining()) {
            flush();
        }
        buffer.putInt(value);
        written++;
    }

    private void flush() {
        buffer.flip();
        long position = flushed;
        flushed += buffer.limit();
        spill.write(channel, buffer, position);
        buffer.clear();
    }
}

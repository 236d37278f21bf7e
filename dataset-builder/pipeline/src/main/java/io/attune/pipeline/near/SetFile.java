package io.attune.pipeline.near;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * The shingle sets of the records that share a band with another: on disk as length and sorted hashes, found by an offset
 * in memory. Where a set lies depends on which thread came first; what it holds does not.
 */
final class SetFile {
    private static final int ABSENT = -1;
    private static final int BUFFER = 1 << 18;

    private final Spill spill;
    private final FileChannel channel;
    private final AtomicLong end = new AtomicLong();
    private final long[] offsets;
    private @Nullable MemorySegment mapped;

    SetFile(Spill spill, int records) {
        this.spill = spill;
        this.channel = spill.create("sets");
        this.offsets = new long[records];
        Arrays.fill(offsets, ABSENT);
    }

    /** Writes for one thread. */
    final class Writer {
        private final Shingler shingler = new Shingler();
        private ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.nativeOrder());
        private int[] pending = new int[256];
        private int[] starts = new int[256];
        private int count;

        void add(int record, String text) {
            int shingles = shingler.shingle(text);
            long[] hashes = shingler.hashes();
            int distinct = ShingleSets.sortDistinct(hashes, shingles);
            long bytes = Long.BYTES * (distinct + 1L);
            if (buffer.remaining() < bytes) {
                flush();
                if (buffer.capacity() < bytes) {
                    buffer = ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
                }
            }
            if (count == pending.length) {
                pending = Arrays.copyOf(pending, 2 * count);
                starts = Arrays.copyOf(starts, 2 * count);
            }
            pending[count] = record;
            starts[count++] = buffer.position();
            buffer.putLong(distinct);
            buffer.asLongBuffer().put(hashes, 0, distinct);
            buffer.position(buffer.position() + distinct * Long.BYTES);
        }

        void flush() {
            buffer.flip();
            long position = end.getAndAdd(buffer.limit());
            for (int i = 0; i < count; i++) {
                offsets[pending[i]] = position + starts[i];
            }
            spill.write(channel, buffer, position);
            buffer.clear();
            count = 0;
        }
    }

    /** Ends the writing. */
    void seal() {
        mapped = spill.map(channel);
    }

    /** How many shingles a record has. */
    int count(int record) {
        return (int) segment().get(ValueLayout.JAVA_LONG_UNALIGNED, offset(record));
    }

    /** Copies a set into the front of a large enough array. */
    void load(int record, int count, long[] into) {
        MemorySegment.copy(segment(), ValueLayout.JAVA_LONG_UNALIGNED, offset(record) + Long.BYTES, into, 0, count);
    }

    private long offset(int record) {
        long offset = offsets[record];
        if (offset == ABSENT) {
            throw new IllegalStateException("The texts' second reading left out record " + record);
        }
        return offset;
    }

    private MemorySegment segment() {
        if (mapped == null) {
            throw new IllegalStateException("The sets are not sealed");
        }
        return mapped;
    }
}

package io.attune.pipeline.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a file or of a range of it, as bytes, one at a time: each byte is looked at once, a line that lies in the
 * buffer is not copied, and a line that is too long is skipped without being kept. A line ends with a line feed; a
 * carriage return before it belongs to the end. Not thread-safe.
 */
final class ByteLines {
    private static final long ONES = 0x0101010101010101L;
    private static final long LINE_FEEDS = '\n' * ONES;

    private final InputStream in;
    private final int lengthMax;
    private final long lastLine;
    private final byte[] buffer = new byte[1 << 17];
    private int position;
    private int limit;
    private byte[] kept = new byte[1 << 10];

    private byte[] line = buffer;
    private int from;
    private int to;
    private long number;
    private long start;
    private long next;
    private boolean tooLong;

    /** @param in positioned at the range's first byte */
    ByteLines(InputStream in, LineRange range, int lengthMax) {
        this.in = in;
        this.lengthMax = lengthMax;
        this.next = range.firstByte();
        this.number = range.firstLine() - 1;
        this.lastLine = range.lines() == Long.MAX_VALUE ? Long.MAX_VALUE : number + range.lines();
    }

    /** Goes to the next line; false when there is none. */
    boolean next() throws IOException {
        if (number == lastLine || (position == limit && !fill())) {
            return false;
        }
        number++;
        start = next;
        tooLong = false;
        int keptLength = 0;
        while (true) {
            int end = lineFeed(position, limit);
            int found = end - position;
            if (end < limit && keptLength == 0 && !tooLong) {
                line = buffer;
                from = position;
                to = end;
                tooLong = found > lengthMax;
                step(end + 1);
                break;
            }
            keptLength = keep(keptLength, found);
            boolean complete = end < limit;
            step(complete ? end + 1 : end);
            if (complete || !fill()) {
                line = kept;
                from = 0;
                to = keptLength;
                break;
            }
        }
        if (to > from && line[to - 1] == '\r') {
            to--;
        }
        return true;
    }

    private int keep(int keptLength, int found) {
        if (tooLong || keptLength + found > lengthMax) {
            tooLong = true;
            return 0;
        }
        if (keptLength + found > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(keptLength + found, Math.min(2 * kept.length, lengthMax)));
        }
        System.arraycopy(buffer, position, kept, keptLength, found);
        return keptLength + found;
    }

    private void step(int to) {
        next += to - position;
        position = to;
    }

    private int lineFeed(int at, int end) {
        int i = at;
        while (i + Long.BYTES <= end) {
            long other = (long) Utf8.LONGS.get(buffer, i) ^ LINE_FEEDS;
            long zeros = (other - ONES) & ~other & Utf8.HIGH_BITS;
            if (zeros != 0) {
                return i + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
            }
            i += Long.BYTES;
        }
        while (i < end && buffer[i] != '\n') {
            i++;
        }
        return i;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = 0;
        int n = in.read(buffer, 0, buffer.length);
        limit = Math.max(0, n);
        return n > 0;
    }

    /** The array that holds the line until the next call. */
    byte[] bytes() {
        return line;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** Of the line, from 1; before the first, one less than the first's. */
    long number() {
        return number;
    }

    /** Where the line begins, in bytes from the file's beginning. */
    long start() {
        return start;
    }

    /** Whether the line was skipped for its length. */
    boolean tooLong() {
        return tooLong;
    }
}

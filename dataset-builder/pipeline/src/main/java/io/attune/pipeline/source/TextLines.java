package io.attune.pipeline.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The lines of a UTF-8 file or of a range of it, one at a time, in constant memory. A byte order mark is skipped. Not thread-safe.
 */
final class TextLines {
    /** Longer lines are refused: a training example is at most a few hundred kilobytes. */
    static final int LENGTH_MAX = 8 << 20;

    private final InputStream in;
    private final long lastLine;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private byte[] line = new byte[1 << 10];
    private long offset;
    private long number;

    /** @param in positioned at the range's first byte */
    TextLines(InputStream in, LineRange range) {
        this.in = in;
        this.offset = range.firstByte();
        this.number = range.firstLine() - 1;
        this.lastLine = range.lines() == Long.MAX_VALUE ? Long.MAX_VALUE : number + range.lines();
    }

    /** A line without its end, or what is wrong with it. */
    sealed interface Line {
        /** From 1. */
        long number();

        record Text(long number, String text) implements Line {}

        /** @param byteOffset of the first byte that is not UTF-8, from the file's beginning */
        record NotUtf8(long number, int column, long byteOffset, int badByte) implements Line {}

        record TooLong(long number) implements Line {}
    }

    /** The next line, or null at the end. */
    @Nullable
    Line next() throws IOException {
        if (number == lastLine) {
            return null;
        }
        int length = 0;
        long start = offset;
        boolean tooLong = false;
        boolean any = false;
        for (int b = read(); b >= 0; b = read()) {
            any = true;
            if (b == '\n') {
                break;
            }
            if (length == LENGTH_MAX) {
                tooLong = true;
                continue;
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, length * 2);
            }
            line[length++] = (byte) b;
        }
        if (!any) {
            return null;
        }
        number++;
        return tooLong ? new Line.TooLong(number) : decode(start, length);
    }

    private Line decode(long start, int length) {
        int from = number == 1 && length >= 3 && line[0] == (byte) 0xEF && line[1] == (byte) 0xBB
                && line[2] == (byte) 0xBF ? 3 : 0;
        int to = length > from && line[length - 1] == '\r' ? length - 1 : length;
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.wrap(line, from, to - from);
        CharBuffer chars = CharBuffer.allocate(to - from);
        CoderResult result = decoder.decode(bytes, chars, true);
        if (result.isError()) {
            return new Line.NotUtf8(number, chars.position() + 1, start + bytes.position(),
                    line[bytes.position()] & 0xFF);
        }
        return new Line.Text(number, chars.flip().toString());
    }

    private int read() throws IOException {
        if (position == limit) {
            limit = in.read(buffer);
            position = 0;
            if (limit <= 0) {
                limit = 0;
                return -1;
            }
        }
        offset++;
        return buffer[position++] & 0xFF;
    }
}

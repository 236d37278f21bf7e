package io.attune.pipeline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON as UTF-8 bytes in a buffer that is used again and again: no tree and no text is made on the way. Names, brackets
 * and commas are the caller's; strings are escaped as RFC 8785 demands. Half a character is written as a question mark, as
 * everywhere where Java writes UTF-8. Not thread-safe.
 */
final class JsonBytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final int KEPT_MAX = 1 << 20;
    private static final byte[] LOWER = ascii("0123456789abcdef");
    private static final byte[] UPPER = ascii("0123456789ABCDEF");
    private static final int ESCAPE_LENGTH = 6;

    private final byte[] digits;
    private byte[] bytes = new byte[1 << 12];
    private int length;

    private JsonBytes(byte[] digits) {
        this.digits = digits;
    }

    /** With control characters as RFC 8785 has them: {@code \}{@code u001f}. */
    static JsonBytes canonical() {
        return new JsonBytes(LOWER);
    }

    /** With control characters as Jackson writes them: {@code \}{@code u001F}. */
    static JsonBytes usual() {
        return new JsonBytes(UPPER);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Begins anew; what an uncommonly long record took is given back. */
    JsonBytes clear() {
        length = 0;
        if (bytes.length > KEPT_MAX) {
            bytes = new byte[KEPT_MAX];
        }
        return this;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Adds bytes as they stand. */
    JsonBytes raw(byte[] json) {
        ensure(json.length);
        System.arraycopy(json, 0, bytes, length, json.length);
        length += json.length;
        return this;
    }

    /** Adds one byte as it stands. */
    JsonBytes raw(char ascii) {
        ensure(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** Adds a text in quotes. */
    JsonBytes string(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        ensure(utf8.length + 2);
        bytes[length++] = '"';
        int copied = 0;
        for (int at = special(utf8, 0); at < utf8.length; at = special(utf8, copied)) {
            ensure(utf8.length - copied + ESCAPE_LENGTH + 1);
            copy(utf8, copied, at);
            escape(utf8[at]);
            copied = at + 1;
        }
        copy(utf8, copied, utf8.length);
        ensure(1);
        bytes[length++] = '"';
        return this;
    }

    /** What was written, as a text. */
    String text() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private void copy(byte[] from, int start, int end) {
        System.arraycopy(from, start, bytes, length, end - start);
        length += end - start;
    }

    /** The index of the next byte that cannot stand in a string as it is, or the length. */
    private static int special(byte[] utf8, int from) {
        int i = from;
        for (; i + Long.BYTES <= utf8.length; i += Long.BYTES) {
            long word = (long) LONGS.get(utf8, i);
            long quote = word ^ '"' * ONES;
            long backslash = word ^ '\\' * ONES;
            long found = (((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash) | ((word - ' ' * ONES) & ~word))
                    & HIGH_BITS;
            if (found != 0) {
                return i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        while (i < utf8.length && (utf8[i] < 0 || utf8[i] >= ' ') && utf8[i] != '"' && utf8[i] != '\\') {
            i++;
        }
        return i;
    }

    private void escape(byte value) {
        bytes[length++] = '\\';
        switch (value) {
            case '"', '\\' -> bytes[length++] = value;
            case '\b' -> bytes[length++] = 'b';
            case '\f' -> bytes[length++] = 'f';
            case '\n' -> bytes[length++] = 'n';
            case '\r' -> bytes[length++] = 'r';
            case '\t' -> bytes[length++] = 't';
            default -> {
                bytes[length++] = 'u';
                bytes[length++] = '0';
                bytes[length++] = '0';
                bytes[length++] = digits[value >> 4];
                bytes[length++] = digits[value & 0xF];
            }
        }
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), 2 * bytes.length));
        }
    }
}

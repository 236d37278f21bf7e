package io.attune.pipeline.inspect;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;

/** The beginning of a file, expanded where it is compressed. */
final class Head {
    private static final int BYTES_MAX = 1 << 18;
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private final byte[] bytes;
    private final boolean whole;
    private final String compression;
    private final boolean mark;

    private Head(byte[] bytes, boolean whole, String compression, boolean mark) {
        this.bytes = bytes;
        this.whole = whole;
        this.compression = compression;
        this.mark = mark;
    }

    /** Reads what the beginning of a file tells; damage ends it early, and is the reader's to report. */
    static Head of(Path file) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
            raw.mark(4);
            byte[] start = raw.readNBytes(4);
            raw.reset();
            String compression = compression(start);
            try (InputStream plain = expanded(raw, compression)) {
                return of(prefix(plain), compression);
            } catch (IOException damaged) {
                return new Head(new byte[0], true, compression, false);
            }
        }
    }

    private static Head of(byte[] read, String compression) {
        boolean whole = read.length <= BYTES_MAX;
        boolean mark = read.length >= 3 && read[0] == (byte) 0xEF && read[1] == (byte) 0xBB && read[2] == (byte) 0xBF;
        return new Head(Arrays.copyOfRange(read, mark ? 3 : 0, Math.min(read.length, BYTES_MAX)), whole, compression,
                mark);
    }

    private static String compression(byte[] start) {
        if (start.length >= 2 && start[0] == 0x1F && start[1] == (byte) 0x8B) {
            return "gzip";
        }
        boolean zstd = start.length == 4 && start[0] == 0x28 && start[1] == (byte) 0xB5 && start[2] == 0x2F
                && start[3] == (byte) 0xFD;
        return zstd ? "zstd" : "none";
    }

    private static InputStream expanded(InputStream raw, String compression) throws IOException {
        return switch (compression) {
            case "gzip" -> new GZIPInputStream(raw);
            case "zstd" -> new ZstdInputStreamNoFinalizer(raw);
            default -> raw;
        };
    }

    /** One byte more than is looked at where there is more; as far as it goes where the data is damaged. */
    private static byte[] prefix(InputStream plain) throws IOException {
        byte[] bytes = new byte[BYTES_MAX + 1];
        int length = 0;
        while (length < bytes.length) {
            int n;
            try {
                n = plain.read(bytes, length, bytes.length - length);
            } catch (IOException damaged) {
                if (length == 0) {
                    throw damaged;
                }
                break;
            }
            if (n < 0) {
                break;
            }
            length += n;
        }
        return Arrays.copyOf(bytes, length);
    }

    /** Whether the file is no longer than what was read. */
    boolean whole() {
        return whole;
    }

    /** {@code none}, {@code gzip} or {@code zstd}. */
    String compression() {
        return compression;
    }

    /** Whether a byte order mark of UTF-8 begins it. */
    boolean mark() {
        return mark;
    }

    /** {@code UTF-8} or {@code windows-1252}; {@code ASCII} where both say the same. */
    String encoding() {
        boolean ascii = true;
        for (byte b : bytes) {
            ascii &= b >= 0;
        }
        return ascii ? "ASCII" : isUtf8() ? "UTF-8" : "windows-1252";
    }

    /** Whether all of it is UTF-8, but for a character that the end cuts in two. */
    private boolean isUtf8() {
        int end = bytes.length;
        for (int cut = 0; !whole && cut < 3 && end > 0 && (bytes[end - 1] & 0xC0) == 0x80; cut++) {
            end--;
        }
        if (!whole && end > 0 && (bytes[end - 1] & 0xC0) == 0xC0) {
            end--;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, whole ? bytes.length : end));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** {@code LF}, {@code CRLF}, {@code mixed}, {@code CR}, or {@code none} for a file of one line. */
    String lineEnds() {
        int feeds = 0;
        int both = 0;
        int returns = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                feeds++;
                both += i > 0 && bytes[i - 1] == '\r' ? 1 : 0;
            } else if (bytes[i] == '\r') {
                returns++;
            }
        }
        if (feeds == 0) {
            return returns > 0 ? "CR" : "none";
        }
        return both == 0 ? "LF" : both == feeds ? "CRLF" : "mixed";
    }

    /** The text behind a byte order mark. */
    String text() {
        return new String(bytes, encoding().equals("windows-1252") ? WINDOWS : StandardCharsets.UTF_8);
    }
}

package io.attune.pipeline.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;

/** Plain bytes of a file that may be compressed, as its first bytes say, within limits. Not thread-safe. */
final class Expansion extends InputStream {
    private static final int LOOK_AHEAD = 4;

    private final RangeInput raw;
    private final InputStream plain;
    private final Kind kind;
    private final SourceLimits limits;
    private long expanded;

    private Expansion(RangeInput raw, InputStream plain, Kind kind, SourceLimits limits) {
        this.raw = raw;
        this.plain = plain;
        this.kind = kind;
        this.limits = limits;
    }

    /** How the bytes are kept. */
    enum Kind {
        PLAIN,
        GZIP,
        ZSTD;

        static Kind of(byte[] start, int length) {
            if (length >= 2 && start[0] == 0x1F && start[1] == (byte) 0x8B) {
                return GZIP;
            }
            boolean zstd = length >= 4 && start[0] == 0x28 && start[1] == (byte) 0xB5 && start[2] == 0x2F
                    && start[3] == (byte) 0xFD;
            return zstd ? ZSTD : PLAIN;
        }
    }

    static Expansion of(RangeInput raw, SourceLimits limits) throws IOException {
        byte[] start = new byte[LOOK_AHEAD];
        int length = raw.readNBytes(start, 0, LOOK_AHEAD);
        Kind kind = Kind.of(start, length);
        PushbackInputStream whole = new PushbackInputStream(raw, LOOK_AHEAD);
        whole.unread(Arrays.copyOf(start, length));
        InputStream plain = switch (kind) {
            case PLAIN -> whole;
            case GZIP -> new GzipInput(whole);
            case ZSTD -> new ZstdInputStreamNoFinalizer(new Unclosed(whole));
        };
        return new Expansion(raw, plain, kind, limits);
    }

    Kind kind() {
        return kind;
    }

    /** Holds all of the file against its digest, once the last line was read. */
    void finish() throws IOException {
        raw.drain();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        try {
            int n = plain.read(target, from, length);
            if (kind != Kind.PLAIN && n > 0) {
                expanded += n;
                guard();
            }
            return n;
        } catch (ZstdIOException e) {
            throw DamagedInputException.damaged("the zstd data is damaged or ends too early");
        }
    }

    private void guard() throws DamagedInputException {
        if (expanded > limits.expandedBytes()) {
            throw new DamagedInputException(BadReason.EXPANDS_TOO_MUCH, "it expands to more than "
                    + limits.expandedBytes() + " bytes", "Cut it into smaller files.");
        }
        if (expanded > SourceLimits.RATIO_FREE_BYTES && expanded / limits.expansionRatio() > raw.given()) {
            throw new DamagedInputException(BadReason.EXPANDS_TOO_MUCH, "each compressed byte expands to more than "
                    + limits.expansionRatio() + " bytes, as only files made to do harm do",
                    "Expand it yourself if you trust it, and name the plain file.");
        }
    }

    /** Frees what decompression holds; what is below stays open. */
    @Override
    public void close() throws IOException {
        if (kind != Kind.PLAIN) {
            plain.close();
        }
    }

    /** Keeps the decompressor from closing what the caller opened. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // The caller who opened it closes it.
        }
    }
}

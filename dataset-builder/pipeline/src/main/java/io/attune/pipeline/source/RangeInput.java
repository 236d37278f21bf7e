package io.attune.pipeline.source;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

import io.attune.kernel.Digest;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a range, each read once. At the range's end they are held against the digest that was pinned. Counts what
 * it gave, for limits on expansion. Not thread-safe; closing it is left to who opened what is below.
 */
final class RangeInput extends InputStream {
    private final InputStream in;
    private final String place;
    private final LineRange range;
    private final @Nullable MessageDigest sha;
    private long given;
    private boolean ended;

    /** @param in positioned at the range's first byte */
    RangeInput(InputStream in, String place, LineRange range) {
        this.in = in;
        this.place = place;
        this.range = range;
        this.sha = range.digest() == null ? null : Digest.sha256();
    }

    /** How many bytes were given so far. */
    long given() {
        return given;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        int most = (int) Math.min(length, range.bytes() - given);
        if (length == 0) {
            return 0;
        }
        int n = most == 0 ? -1 : in.read(target, from, most);
        if (n < 0) {
            end();
            return -1;
        }
        given += n;
        if (sha != null) {
            sha.update(target, from, n);
        }
        return n;
    }

    /** Reads what nobody asked for, so that all of the range is held against its digest. */
    void drain() throws IOException {
        byte[] rest = new byte[sha == null || ended ? 0 : 1 << 14];
        while (rest.length > 0 && read(rest, 0, rest.length) >= 0) {
            // Read for its digest alone.
        }
    }

    private void end() {
        if (ended || sha == null || range.digest() == null) {
            return;
        }
        ended = true;
        Digest found = Digest.of(sha);
        if (!found.equals(range.digest())) {
            throw new SourceChangedException(place, range.firstByte(), range.digest(), found);
        }
    }
}

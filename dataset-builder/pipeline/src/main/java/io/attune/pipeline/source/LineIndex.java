package io.attune.pipeline.source;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import io.attune.kernel.Digest;

/**
 * What one pass over a file of lines tells before any line is parsed.
 *
 * @param digest of all its bytes
 * @param ranges cover all lines, each with about as many; none for an empty file
 */
public record LineIndex(Digest digest, List<LineRange> ranges) {
    public LineIndex {
        ranges = List.copyOf(ranges);
    }

    /** @param linesEach how many lines a range has at most, from 1 */
    public static LineIndex of(InputStream content, int linesEach) throws IOException {
        MessageDigest sha = Digest.sha256();
        List<LineRange> ranges = new ArrayList<>();
        byte[] buffer = new byte[1 << 16];
        long offset = 0;
        long line = 1;
        long rangeByte = 0;
        long rangeLine = 1;
        boolean open = false;
        for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
            sha.update(buffer, 0, n);
            for (int i = 0; i < n; i++) {
                offset++;
                open = true;
                if (buffer[i] == '\n') {
                    line++;
                    open = false;
                    if (line - rangeLine == linesEach) {
                        ranges.add(new LineRange(rangeByte, rangeLine, linesEach));
                        rangeByte = offset;
                        rangeLine = line;
                    }
                }
            }
        }
        long rest = line - rangeLine + (open ? 1 : 0);
        if (rest > 0) {
            ranges.add(new LineRange(rangeByte, rangeLine, rest));
        }
        return new LineIndex(new Digest(HexFormat.of().formatHex(sha.digest())), ranges);
    }

    /** How many lines there are, blank ones included. */
    public long lines() {
        return ranges.stream().mapToLong(LineRange::lines).sum();
    }
}

package io.attune.pipeline.source;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

import io.attune.kernel.Digest;

/** Cuts a plain file into ranges of lines, in one pass. Not thread-safe. */
final class LineCutter {
    private final int linesEach;
    private final MessageDigest all = Digest.sha256();
    private final MessageDigest each = Digest.sha256();
    private final List<LineRange> ranges = new ArrayList<>();
    private long offset;
    private long line = 1;
    private long rangeByte;
    private long rangeLine = 1;
    private boolean open;

    LineCutter(int linesEach) {
        this.linesEach = linesEach;
    }

    LineIndex cut(InputStream content) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
            all.update(buffer, 0, n);
            take(buffer, n);
        }
        long rest = line - rangeLine + (open ? 1 : 0);
        if (rest > 0) {
            close(rest);
        }
        return new LineIndex(digest(all), ranges);
    }

    private void take(byte[] buffer, int n) {
        int from = 0;
        for (int i = 0; i < n; i++) {
            if (buffer[i] == '\n') {
                line++;
                if (line - rangeLine == linesEach) {
                    each.update(buffer, from, i + 1 - from);
                    offset += i + 1 - from;
                    from = i + 1;
                    close(linesEach);
                }
            }
        }
        each.update(buffer, from, n - from);
        offset += n - from;
        open = n == 0 ? open : buffer[n - 1] != '\n';
    }

    private void close(long lines) {
        ranges.add(new LineRange(rangeByte, rangeLine, lines, offset - rangeByte, digest(each)));
        rangeByte = offset;
        rangeLine = line;
    }

    private static Digest digest(MessageDigest sha) {
        return Digest.of(sha);
    }
}

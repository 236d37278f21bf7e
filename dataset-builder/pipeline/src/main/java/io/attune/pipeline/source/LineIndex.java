package io.attune.pipeline.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

import io.attune.kernel.Digest;
import io.attune.pipeline.plan.SourceSpec;

/**
 * What one pass over a file tells before any record is parsed: its digest, and how it can be cut.
 *
 * @param digest of all its bytes as they are kept
 * @param ranges cover all lines; one alone for a table or a compressed file, none for an empty one
 */
public record LineIndex(Digest digest, List<LineRange> ranges) {
    public LineIndex {
        ranges = List.copyOf(ranges);
    }

    /**
     * Looks through a file. Each range carries the digest of its bytes, so that whoever reads it later notices a change.
     *
     * @param content the whole file, as it is kept
     * @param linesEach how many lines a range has at most where the file can be cut, from 1
     */
    public static LineIndex of(SourceSpec.OfFile source, InputStream content, int linesEach) throws IOException {
        byte[] start = new byte[4];
        int length = content.readNBytes(start, 0, start.length);
        PushbackInputStream whole = new PushbackInputStream(content, start.length);
        whole.unread(Arrays.copyOf(start, length));
        boolean plain = Expansion.Kind.of(start, length) == Expansion.Kind.PLAIN;
        return plain && !(source instanceof SourceSpec.Csv)
                ? new LineCutter(linesEach).cut(whole)
                : uncut(source, whole);
    }

    /** How many lines there are, blank ones included; up to where the file is damaged if it is. */
    public long lines() {
        return ranges.stream().mapToLong(LineRange::lines).sum();
    }

    private static LineIndex uncut(SourceSpec.OfFile source, InputStream content) throws IOException {
        MessageDigest sha = Digest.sha256();
        RangeInput raw = new RangeInput(new DigestInputStream(content, sha), source.path(), LineRange.ALL);
        long lines = 0;
        try (Expansion plain = Expansion.of(raw, SourceLimits.DEFAULT)) {
            byte[] buffer = new byte[1 << 16];
            boolean open = false;
            for (int n = plain.read(buffer, 0, buffer.length); n > 0; n = plain.read(buffer, 0, buffer.length)) {
                for (int i = 0; i < n; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
                open = buffer[n - 1] != '\n';
            }
            lines += open ? 1 : 0;
        } catch (DamagedInputException e) {
            lines++;
        }
        raw.transferTo(java.io.OutputStream.nullOutputStream());
        Digest digest = Digest.of(sha);
        return new LineIndex(digest, lines == 0 ? List.of() : List.of(new LineRange(0, 1, lines, raw.given(), digest)));
    }
}

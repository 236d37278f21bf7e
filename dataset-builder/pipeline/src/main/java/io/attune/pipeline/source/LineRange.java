package io.attune.pipeline.source;

import io.attune.kernel.Digest;
import org.jspecify.annotations.Nullable;

/**
 * Some whole lines of a file, or all of it where it cannot be cut (tables, compressed files).
 *
 * @param firstByte where the first line begins, from 0
 * @param firstLine its number, from 1
 * @param lines how many
 * @param bytes how many bytes of the file they take; {@link Long#MAX_VALUE} for all there are
 * @param digest of those bytes, held against what is read; null when nothing is known
 */
public record LineRange(long firstByte, long firstLine, long lines, long bytes, @Nullable Digest digest) {
    /** Every line there is. */
    public static final LineRange ALL = new LineRange(0, 1, Long.MAX_VALUE);

    /** Lines whose bytes are not held against anything. */
    public LineRange(long firstByte, long firstLine, long lines) {
        this(firstByte, firstLine, lines, Long.MAX_VALUE, null);
    }

    /** Every line of a file that has to have this digest. */
    public static LineRange all(Digest digest) {
        return new LineRange(0, 1, Long.MAX_VALUE, Long.MAX_VALUE, digest);
    }
}

package io.attune.pipeline.source;

/**
 * Some whole lines of a file.
 *
 * @param firstByte where the first line begins, from 0
 * @param firstLine its number, from 1
 * @param lines how many
 */
public record LineRange(long firstByte, long firstLine, long lines) {
    /** Every line there is. */
    public static final LineRange ALL = new LineRange(0, 1, Long.MAX_VALUE);
}

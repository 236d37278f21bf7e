package io.attune.pipeline.source;

/**
 * What a reader takes on before it refuses: hostile files end in an error and not in an exhausted process.
 *
 * @param recordBytes of one line or one record of a table; a training example has at most a few hundred kilobytes
 * @param depth how deep objects and lists stand in each other
 * @param expandedBytes of one file after decompression
 * @param expansionRatio how many bytes may come of one compressed byte, once {@link #RATIO_FREE_BYTES} have come
 */
record SourceLimits(int recordBytes, int depth, long expandedBytes, int expansionRatio) {
    /** Repetitive files of this size are no danger, whatever their ratio. */
    static final long RATIO_FREE_BYTES = 64L << 20;
    /** Real text shrinks to a third or a tenth, templates to a hundredth; gzip's utmost is 1,032. */
    static final SourceLimits DEFAULT = new SourceLimits(8 << 20, 100, 256L << 30, 400);
}

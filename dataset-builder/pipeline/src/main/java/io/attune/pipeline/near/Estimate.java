package io.attune.pipeline.near;

/**
 * What a search for near-duplicates will take.
 *
 * @param heapBytes at most: {@value #RESIDENT} bytes a record and a fixed part for each thread
 * @param diskBytes about, for temporary files, when every record resembles another; far less when few do
 */
public record Estimate(long heapBytes, long diskBytes) {
    /** Bytes of heap for each record. */
    public static final int RESIDENT = 32;
    private static final long FIXED = 8L << 20;
    private static final long PER_THREAD = 48L << 20;
    private static final int SMALL = 100_000;
    /** Bytes of shingle hashes for each byte of text: a hash of eight for each word of five and a half. */
    private static final double SETS = 1.5;

    static Estimate of(long records, long textBytes, int threads, Banding banding) {
        long columns = (long) Integer.BYTES * banding.columns();
        long fixed = records < SMALL ? records * 1_024 / threads : PER_THREAD;
        return new Estimate(FIXED + threads * fixed + RESIDENT * records,
                records * (columns + columns * 3 / 2 + Long.BYTES) + (long) (SETS * textBytes));
    }
}

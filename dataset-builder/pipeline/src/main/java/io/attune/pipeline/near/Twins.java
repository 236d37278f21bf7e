package io.attune.pipeline.near;

import java.util.Arrays;
import java.util.stream.IntStream;

/** For each record, the record that it resembles most among those it was held against, if any. */
public final class Twins {
    /** Stands for no twin. */
    public static final int NONE = -1;

    private static final double DECIMALS = 1e6;

    private final int[] twins;
    private final float[] similarities;

    Twins(int records) {
        twins = new int[records];
        similarities = new float[records];
        Arrays.fill(twins, NONE);
    }

    public int size() {
        return twins.length;
    }

    public boolean has(int record) {
        return twins[record] != NONE;
    }

    /** The twin's index, or {@link #NONE}. */
    public int twin(int record) {
        return twins[record];
    }

    /** The Jaccard similarity with the twin, rounded to six decimals; 0 without one. */
    public double similarity(int record) {
        return Math.rint(similarities[record] * DECIMALS) / DECIMALS;
    }

    /** Whether the twin has exactly the same shingles. */
    boolean isEqual(int record) {
        return similarities[record] == 1;
    }

    /** The records that have a twin, ascending. */
    public IntStream records() {
        return IntStream.range(0, twins.length).filter(this::has);
    }

    /** Sets a twin unless a better one is known; among equally similar ones the first record wins. */
    void offer(int record, int twin, double similarity) {
        float rounded = (float) similarity;
        if (rounded > similarities[record] || (rounded == similarities[record] && twin < twins[record])) {
            twins[record] = twin;
            similarities[record] = rounded;
        }
    }

    /** The records from an index on, and their twins by the indexes they had. */
    Twins from(int start) {
        Twins part = new Twins(twins.length - start);
        System.arraycopy(twins, start, part.twins, 0, part.size());
        System.arraycopy(similarities, start, part.similarities, 0, part.size());
        return part;
    }
}

package io.attune.pipeline.near;

import java.util.function.IntUnaryOperator;
import java.util.function.LongUnaryOperator;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;

/**
 * Finds texts that say nearly the same. What is found is verified: two records are a pair only when the Jaccard
 * similarity of their shingle sets, computed exactly, reaches the one asked for. What is not found: at a similarity of
 * 0.8 at most two pairs of a thousand, at 0.85 and more practically none.
 *
 * <p>Every result is a function of the texts, their order and the similarity; neither the number of threads nor chance
 * has a part in it. Memory: see {@link #estimate}. Thread-safe; each call works in a folder of its own and leaves
 * nothing.
 */
public final class NearDuplicates {
    /** Changes whenever the same texts may be judged otherwise. */
    public static final String VERSION = "1/" + Shingler.VERSION;
    static final ErrorCode HEAP = new ErrorCode("near-duplicates-heap", ErrorKind.LIMIT);
    private static final long RECORDS_MAX = 1L << 30;

    private final NearSettings settings;

    public NearDuplicates(NearSettings settings) {
        this.settings = settings;
    }

    /**
     * What a search will take.
     *
     * @param bytes of all texts together
     */
    public Estimate estimate(long records, long bytes) {
        return Estimate.of(records, bytes, settings.threads(), Banding.of(settings.similarity()));
    }

    /**
     * The clusters: what a chain of pairs connects.
     *
     * @throws PlatformException before it starts when heap or disk will not suffice, later when the disk is full
     */
    public Clusters clusters(Texts texts) {
        check(texts.size());
        try (Workers workers = new Workers(settings.threads());
                Candidates candidates = new Candidates(texts, settings, workers, any -> Candidates.ANY)) {
            return new ClusterSearch(candidates, settings.similarity(), workers).clusters();
        }
    }

    /**
     * Who goes and who stays. The members of a cluster are taken in the order of the preference; each that resembles
     * one that stays goes, with the most similar of those as its twin, and any other stays. So no two that stay are a
     * pair, and each that goes is a pair with its twin, not only with a neighbour of a neighbour.
     *
     * @param preference of a record's index: the greater stays, of equals the first
     */
    public Deduplicated deduplicate(Texts texts, LongUnaryOperator preference) {
        check(texts.size());
        try (Workers workers = new Workers(settings.threads());
                Candidates candidates = new Candidates(texts, settings, workers, any -> Candidates.ANY)) {
            Clusters clusters = new ClusterSearch(candidates, settings.similarity(), workers).clusters();
            Twins removed = new Selection(candidates.sets(), settings.similarity(), workers).select(clusters,
                    preference);
            return new Deduplicated(clusters, removed);
        }
    }

    /**
     * The records of one dataset that have a near-duplicate in another.
     *
     * @return for each of {@code texts} its twin by the index in {@code others}
     */
    public Twins antiJoin(Texts texts, Texts others) {
        int border = Math.toIntExact(others.size());
        return nearest(others.then(texts), record -> record < border ? 0 : 1).from(border);
    }

    /**
     * For each record, the most similar one among those with a smaller label, when it reaches the similarity: what of a
     * held-out part stands in the part before it.
     *
     * @param label of a record's index, not negative
     */
    public Twins nearest(Texts texts, IntUnaryOperator label) {
        check(texts.size());
        try (Workers workers = new Workers(settings.threads());
                Candidates candidates = new Candidates(texts, settings, workers, label)) {
            return new LabelSearch(candidates, settings.similarity(), workers, label).twins();
        }
    }

    private void check(long records) {
        if (records > RECORDS_MAX) {
            throw new PlatformException(HEAP, "Near-duplicates are sought among at most " + RECORDS_MAX
                    + " records, and these are " + records, "Curate them in parts, or on Spark.");
        }
        long needed = estimate(records, 0).heapBytes();
        if (needed > settings.heapBytes()) {
            throw new PlatformException(HEAP, "Looking for near-duplicates among " + records + " records needs about "
                    + mebibytes(needed) + " MiB of heap, and " + mebibytes(settings.heapBytes()) + " MiB are free",
                    "Start Java with a larger -Xmx, use fewer threads, or curate the sources in parts.");
        }
    }

    private static long mebibytes(long bytes) {
        return Math.ceilDiv(bytes, 1L << 20);
    }
}

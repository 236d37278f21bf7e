package io.attune.pipeline.near;

/**
 * Computes MinHash signatures (A. Broder, "On the resemblance and containment of documents", 1997): position <i>p</i>
 * holds the least value that permutation <i>p</i> gives to any shingle, and two signatures agree at a position with the
 * probability of their sets' Jaccard similarity. Every implementation returns the same bits; they differ in speed only.
 * Thread-safe.
 */
public interface SignatureKernel {
    /** Positions in a signature. */
    int PERMUTATIONS = 128;

    /** As measurements name it. */
    String name();

    /**
     * Writes the signature of a set.
     *
     * @param shingles hashes; repeated ones change nothing
     * @param count how many of them count, at least one
     * @param signature receives {@link #PERMUTATIONS} values
     */
    void sign(long[] shingles, int count, int[] signature);
}

package io.attune.pipeline.near;

/**
 * The exact Jaccard similarity of two texts: the share of their shingles that both have, |A ∩ B| / |A ∪ B|, from 0 to 1
 * (P. Jaccard, "The distribution of the flora in the alpine zone", 1912). Exact up to a collision of 64-bit hashes.
 */
public final class Jaccard {
    private Jaccard() {}

    /** Of the shingles that {@link Shingler} cuts. */
    public static double of(String a, String b) {
        Shingler shingler = new Shingler();
        return of(shingler.set(a), shingler.set(b));
    }

    /** Of two sorted arrays without repetition, such as {@link Shingler#set(String)} returns; not both empty. */
    public static double of(long[] a, long[] b) {
        return ShingleSets.jaccard(a, a.length, b, b.length);
    }
}

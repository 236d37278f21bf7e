package io.attune.pipeline.near;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which records belong together: those that a chain of verified pairs connects. A cluster is named by its first record;
 * a record that resembles no other is a cluster of its own.
 */
public final class Clusters {
    private final int[] roots;

    Clusters(int[] roots) {
        this.roots = roots;
    }

    /** How many records. */
    public int size() {
        return roots.length;
    }

    /** The first record of a record's cluster. */
    public int root(int record) {
        return roots[record];
    }

    /** How many clusters have more than one record. */
    public int shared() {
        return (int) IntStream.range(0, roots.length).filter(i -> roots[i] != i).map(i -> roots[i]).distinct().count();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Clusters that && Arrays.equals(roots, that.roots);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(roots);
    }
}

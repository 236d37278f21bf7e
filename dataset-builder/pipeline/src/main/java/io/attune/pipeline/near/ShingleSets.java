package io.attune.pipeline.near;

import java.util.Arrays;

/** Sets of hashes as sorted arrays. */
final class ShingleSets {
    private static final double ROUNDING = 1e-9;

    private ShingleSets() {}

    /**
     * Sorts the first {@code count} values and moves the distinct ones to the front.
     *
     * @return how many distinct ones there are
     */
    static int sortDistinct(long[] values, int count) {
        Arrays.sort(values, 0, count);
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            long value = values[i];
            values[distinct] = value;
            distinct += i + 1 == count || values[i + 1] != value ? 1 : 0;
        }
        return distinct;
    }

    /** |A ∩ B| of the first {@code n} and {@code m} values of two sorted arrays without repetition. */
    static int intersection(long[] a, int n, long[] b, int m) {
        int i = 0;
        int j = 0;
        int common = 0;
        while (i < n && j < m) {
            long x = a[i];
            long y = b[j];
            common += x == y ? 1 : 0;
            i += x <= y ? 1 : 0;
            j += y <= x ? 1 : 0;
        }
        return common;
    }

    /** |A ∩ B| / |A ∪ B|. */
    static double jaccard(long[] a, int n, long[] b, int m) {
        int common = intersection(a, n, b, m);
        return common / (double) (n + (long) m - common);
    }

    /** Whether sets of these sizes can be that alike at all. */
    static boolean canReach(double similarity, int n, int m) {
        return Math.min(n, m) >= least(similarity, Math.max(n, m));
    }

    /** How many of {@code n} elements a set that is so alike shares at least. */
    static int least(double similarity, int n) {
        return (int) Math.ceil(similarity * n - ROUNDING);
    }
}

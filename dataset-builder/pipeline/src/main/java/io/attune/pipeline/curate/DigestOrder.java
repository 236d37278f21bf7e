package io.attune.pipeline.curate;

import java.util.Arrays;
import java.util.function.IntFunction;

import io.attune.kernel.Digest;

/** Sorts numbered things by their digests, by the first bits of them and only where these agree by the rest. */
final class DigestOrder {
    private DigestOrder() {}

    /** The numbers in the order of the digests; of equal ones the smaller number stands first. */
    static int[] of(int things, IntFunction<Digest> digest) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, things - 1));
        long numbers = (1L << bits) - 1;
        long[] keys = new long[things];
        for (int i = 0; i < things; i++) {
            keys[i] = ((digest.apply(i).prefix() ^ Long.MIN_VALUE) & ~numbers) | i;
        }
        Arrays.sort(keys);
        int[] order = new int[things];
        for (int i = 0; i < things; i++) {
            order[i] = (int) (keys[i] & numbers);
        }
        for (int from = 0; from < things;) {
            int to = from + 1;
            while (to < things && (keys[to] & ~numbers) == (keys[from] & ~numbers)) {
                to++;
            }
            settle(order, from, to, digest);
            from = to;
        }
        return order;
    }

    /** Sorts those whose first bits agree: two or three by chance, more only when digests are equal. */
    private static void settle(int[] order, int from, int to, IntFunction<Digest> digest) {
        if (to - from > 1) {
            int[] sorted = Arrays.stream(order, from, to).boxed().sorted((a, b) -> {
                int byDigest = digest.apply(a).compareTo(digest.apply(b));
                return byDigest != 0 ? byDigest : Integer.compare(a, b);
            }).mapToInt(Integer::intValue).toArray();
            System.arraycopy(sorted, 0, order, from, sorted.length);
        }
    }
}

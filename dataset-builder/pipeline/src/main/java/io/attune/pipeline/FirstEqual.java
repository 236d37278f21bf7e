package io.attune.pipeline;

import java.util.function.IntPredicate;

/**
 * Finds for numbered things the first that is equal: by a hash, and where hashes agree by looking at both. Sixteen to
 * thirty-two bytes for each thing. Not thread-safe.
 */
public final class FirstEqual {
    private final int mask;
    private final int[] slots;
    private final long[] hashes;

    /** @param things how many there may be */
    public FirstEqual(int things) {
        int size = Integer.highestOneBit(Math.max(4, things)) << 1;
        this.mask = size - 1;
        this.slots = new int[size];
        this.hashes = new long[size];
    }

    /**
     * The number of the first equal thing that was here, or the thing's own when it is the first.
     *
     * @param isEqual whether the thing is equal to an earlier one of the same hash
     */
    public int of(int thing, long hash, IntPredicate isEqual) {
        int slot = (int) (hash ^ (hash >>> 32)) & mask;
        while (slots[slot] != 0) {
            int earlier = slots[slot] - 1;
            if (hashes[slot] == hash && isEqual.test(earlier)) {
                return earlier;
            }
            slot = (slot + 1) & mask;
        }
        slots[slot] = thing + 1;
        hashes[slot] = hash;
        return thing;
    }
}

package io.attune.pipeline.quality;

import java.util.Arrays;

/** Counts 64-bit keys. One stands by for each thread, so that a text costs no allocation. Not thread-safe. */
final class GramTable {
    private static final ThreadLocal<GramTable> OF_THREAD = ThreadLocal.withInitial(GramTable::new);
    private static final int KEPT_MAX = 1 << 20;

    private long[] keys = new long[1 << 12];
    private int[] counts = new int[1 << 12];
    private int mask = (1 << 12) - 1;

    /** An empty table with room for so many keys; whoever had it before must be done with it. */
    static GramTable cleared(int keys) {
        GramTable table = OF_THREAD.get();
        int size = Math.max(1 << 6, Integer.highestOneBit(Math.max(1, keys)) << 2);
        if (size > table.keys.length || (table.keys.length > KEPT_MAX && size <= KEPT_MAX)) {
            table.keys = new long[size];
            table.counts = new int[size];
        } else {
            Arrays.fill(table.counts, 0, size, 0);
        }
        table.mask = size - 1;
        return table;
    }

    /** Counts a key and says how often it came so far, this time included. */
    int add(long key) {
        int slot = (int) (key ^ key >>> 32) & mask;
        while (counts[slot] != 0) {
            if (keys[slot] == key) {
                return ++counts[slot];
            }
            slot = slot + 1 & mask;
        }
        keys[slot] = key;
        counts[slot] = 1;
        return 1;
    }
}

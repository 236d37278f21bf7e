package io.attune.pipeline.near;

import java.util.Arrays;

/**
 * Leads from a set to earlier sets that it can resemble. When all elements stand in one order, two sets with a Jaccard
 * similarity of at least <i>t</i> share an element among the first |A| − ⌈t·|A|⌉ + 1 of each (S. Chaudhuri, V. Ganti,
 * R. Kaushik, "A primitive operator for similarity joins in data cleaning", 2006; R. Bayardo, Y. Ma, R. Srikant,
 * "Scaling up all pairs similarity search", 2007). In the order from rare to frequent within the group, what a template
 * puts into every text stands last and joins nobody, so a group of texts that only share a template costs little more
 * than its size.
 *
 * <p>The work for a set has a limit: {@value #SCANNED_MAX} entries looked at and {@value #VERIFIED_MAX} sets compared.
 * What it cuts off is a pair that shares only elements which very many sets of the group share; such a pair is met again
 * in the other bands it agrees in, eleven of 21 at a similarity of 0.9. Memory has one too: when {@value #ENTRIES_MAX}
 * entries are held, the index starts afresh with the first {@value #CARRIED_MAX} sets it had.
 */
final class PrefixIndex {
    static final int SCANNED_MAX = 8_192;
    static final int VERIFIED_MAX = 256;
    static final int ENTRIES_MAX = 1 << 20;
    static final int CARRIED_MAX = 1_024;
    private static final int RARITY_SHIFT = 40;
    private static final int RARITY_MAX = (1 << 22) - 1;
    private static final int COUNTERS_MAX = 1 << 20;

    private final double similarity;
    private final int[] counters;
    private final int[] seenBy;
    private long[] keys;
    private int[] heads;
    private int used;
    private int[] next = new int[1_024];
    private int[] owners = new int[1_024];
    private int entries;
    private int carried;

    private long[] ordered = new long[256];
    private int prefix;
    private int position;
    private int element;
    private int entry = -1;
    private int scanned;

    PrefixIndex(double similarity, int size) {
        this.similarity = similarity;
        this.counters = new int[Math.min(COUNTERS_MAX, Integer.highestOneBit(Math.min(size, 1 << 20) * 64))];
        this.seenBy = new int[size];
        Arrays.fill(seenBy, -1);
        this.keys = new long[4_096];
        this.heads = new int[4_096];
    }

    /** Learns how frequent the elements are; all sets of the group come here before the first {@link #begin}. */
    void count(long[] set, int size) {
        int mask = counters.length - 1;
        for (int i = 0; i < size; i++) {
            counters[(int) set[i] & mask]++;
        }
    }

    /** Turns to a set: {@link #next} then leads to those it can resemble. */
    void begin(long[] set, int size, int at) {
        if (ordered.length < size) {
            ordered = new long[size + size / 2];
        }
        int mask = counters.length - 1;
        for (int i = 0; i < size; i++) {
            long rarity = Math.min(RARITY_MAX, counters[(int) set[i] & mask]);
            ordered[i] = rarity << RARITY_SHIFT | set[i] >>> (Long.SIZE - RARITY_SHIFT);
        }
        Arrays.sort(ordered, 0, size);
        prefix = size - ShingleSets.least(similarity, size) + 1;
        position = at;
        element = 0;
        entry = -1;
        scanned = 0;
    }

    /** The next earlier position that shares an element of the prefix, each once, or -1. */
    int next() {
        while (scanned < SCANNED_MAX) {
            while (entry < 0) {
                if (element == prefix) {
                    return -1;
                }
                entry = heads[slot(ordered[element++])] - 1;
            }
            int owner = owners[entry];
            entry = next[entry];
            scanned++;
            if (seenBy[owner] != position) {
                seenBy[owner] = position;
                return owner;
            }
        }
        return -1;
    }

    /** Adds the set of the last {@link #begin} for those that come later. */
    void add() {
        if (entries + prefix > ENTRIES_MAX) {
            startAfresh();
        }
        if (entries + prefix > next.length) {
            int length = Math.max(entries + prefix, 2 * next.length);
            next = Arrays.copyOf(next, length);
            owners = Arrays.copyOf(owners, length);
        }
        for (int i = 0; i < prefix; i++) {
            if (2 * (used + 1) > keys.length) {
                rehash(2 * keys.length);
            }
            int slot = slot(ordered[i]);
            if (heads[slot] == 0) {
                keys[slot] = ordered[i];
                used++;
            }
            owners[entries] = position;
            next[entries] = heads[slot] - 1;
            heads[slot] = ++entries;
        }
        if (carried < CARRIED_MAX) {
            carried++;
            carriedEntries = entries;
        }
    }

    private int carriedEntries;

    /** Keeps the entries of the first sets only: they were added first, so they are the ends of their lists. */
    private void startAfresh() {
        if (carriedEntries == entries || carriedEntries > ENTRIES_MAX / 2) {
            carriedEntries = 0;
        }
        for (int slot = 0; slot < heads.length; slot++) {
            int at = heads[slot] - 1;
            while (at >= carriedEntries) {
                at = next[at];
            }
            heads[slot] = at + 1;
        }
        entries = carriedEntries;
        rehash(keys.length);
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        long mixed = key * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & mask;
        while (heads[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void rehash(int length) {
        long[] oldKeys = keys;
        int[] oldHeads = heads;
        keys = new long[length];
        heads = new int[length];
        used = 0;
        for (int i = 0; i < oldHeads.length; i++) {
            if (oldHeads[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                heads[slot] = oldHeads[i];
                used++;
            }
        }
    }
}

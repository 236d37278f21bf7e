package io.attune.pipeline.near;

import java.util.Arrays;

/**
 * Finds the pairs of a group that are similar enough, by exact Jaccard similarity. A small group is compared pair by
 * pair; in a larger one a {@link PrefixIndex} leads each member to the few that it can resemble. One for each thread.
 */
final class GroupSearch {
    /** Up to this size every pair is looked at. */
    static final int SMALL = 24;

    /** Who is to be compared, and what comes of it. Members are named by their positions in the group. */
    interface Pairs {
        /** Called once for each position, in order, before it is compared with earlier ones. */
        void enter(int position);

        /** Whether the comparison could matter. */
        boolean wants(int earlier, int later);

        void similar(int earlier, int later, double similarity);

        /** Whether no earlier position matters any more to this one. */
        boolean settled(int position);

        /** Whether later ones may be compared with this one; asked after it was compared with earlier ones. */
        boolean stays(int position);
    }

    private final SetFile sets;
    private final double similarity;
    private final long[][] small = new long[SMALL][0];
    private int[] counts = new int[SMALL];
    private long[] mine = new long[256];
    private long[] other = new long[256];

    GroupSearch(SetFile sets, double similarity) {
        this.sets = sets;
        this.similarity = similarity;
    }

    /** Looks through a group: the first {@code size} of {@code members}. */
    void search(int[] members, int size, Pairs pairs) {
        if (counts.length < size) {
            counts = new int[size + size / 2];
        }
        for (int i = 0; i < size; i++) {
            counts[i] = sets.count(members[i]);
        }
        if (size <= SMALL) {
            pairwise(members, size, pairs);
        } else {
            indexed(members, size, pairs);
        }
    }

    /** Whether two records have the same shingles. */
    boolean areEqual(int a, int b) {
        int count = sets.count(a);
        if (count != sets.count(b)) {
            return false;
        }
        mine = loaded(a, count, mine);
        other = loaded(b, count, other);
        return Arrays.equals(mine, 0, count, other, 0, count);
    }

    private void pairwise(int[] members, int size, Pairs pairs) {
        for (int i = 0; i < size; i++) {
            small[i] = loaded(members[i], counts[i], small[i]);
        }
        for (int later = 0; later < size; later++) {
            pairs.enter(later);
            for (int earlier = 0; earlier < later && !pairs.settled(later); earlier++) {
                compare(small[earlier], earlier, small[later], later, pairs);
            }
        }
    }

    private void indexed(int[] members, int size, Pairs pairs) {
        PrefixIndex index = new PrefixIndex(similarity, size);
        for (int i = 0; i < size; i++) {
            mine = loaded(members[i], counts[i], mine);
            index.count(mine, counts[i]);
        }
        for (int later = 0; later < size; later++) {
            pairs.enter(later);
            int mineCount = counts[later];
            mine = loaded(members[later], mineCount, mine);
            index.begin(mine, mineCount, later);
            for (int verified = 0; verified < PrefixIndex.VERIFIED_MAX && !pairs.settled(later);) {
                int earlier = index.next();
                if (earlier < 0) {
                    break;
                }
                if (ShingleSets.canReach(similarity, counts[earlier], mineCount) && pairs.wants(earlier, later)) {
                    other = loaded(members[earlier], counts[earlier], other);
                    compare(other, earlier, mine, later, pairs);
                    verified++;
                }
            }
            if (pairs.stays(later)) {
                index.add();
            }
        }
    }

    private void compare(long[] first, int earlier, long[] second, int later, Pairs pairs) {
        int n = counts[earlier];
        int m = counts[later];
        if (!ShingleSets.canReach(similarity, n, m) || !pairs.wants(earlier, later)) {
            return;
        }
        double found = ShingleSets.jaccard(first, n, second, m);
        if (found >= similarity) {
            pairs.similar(earlier, later, found);
        }
    }

    private long[] loaded(int record, int count, long[] into) {
        long[] target = into.length < count ? new long[count + count / 2] : into;
        sets.load(record, count, target);
        return target;
    }
}

package io.attune.pipeline.near;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Joins verified pairs into clusters, column by column. The threads that verify see the clusters as they were when their
 * wave of batches began, and what they found is joined in the order of the batches, so that the work done and the pairs
 * found are the same on any number of threads. Pairs that are connected already are not compared again.
 *
 * <p>The first column holds the records whose whole signatures agree. Those whose sets are then found equal are
 * represented by the first of them in all other columns: a text that stands a million times is verified a million times,
 * once each.
 */
final class ClusterSearch {
    private static final int WAVE = 64;

    private final GroupFile groups;
    private final SetFile sets;
    private final int columns;
    private final double similarity;
    private final Workers workers;
    private final UnionFind clusters;
    private final BitSet represented;

    ClusterSearch(Candidates candidates, double similarity, Workers workers) {
        this.groups = candidates.groups();
        this.sets = candidates.sets();
        this.columns = candidates.columns();
        this.similarity = similarity;
        this.workers = workers;
        this.clusters = new UnionFind(candidates.records());
        this.represented = new BitSet(candidates.records());
    }

    Clusters clusters() {
        for (int column = 0; column < columns; column++) {
            List<GroupFile.Batch> batches = groups.batches(column);
            for (int from = 0; from < batches.size(); from += WAVE) {
                wave(batches.subList(from, Math.min(batches.size(), from + WAVE)), column == 0);
            }
            clusters.flatten();
        }
        return new Clusters(clusters.flatten());
    }

    private void wave(List<GroupFile.Batch> batches, boolean whole) {
        Found[] found = new Found[batches.size()];
        workers.run(batches.size(), Group::new, (group, number) -> found[number] = group.go(batches.get(number),
                whole));
        for (Found pairs : found) {
            pairs.joinInto(clusters);
            if (whole) {
                pairs.markSeconds(represented);
            }
        }
    }

    /** Pairs as they were found. */
    private static final class Found {
        private int[] pairs = new int[64];
        private int length;

        void add(int first, int second) {
            if (length == pairs.length) {
                pairs = Arrays.copyOf(pairs, 2 * length);
            }
            pairs[length++] = first;
            pairs[length++] = second;
        }

        void joinInto(UnionFind clusters) {
            for (int i = 0; i < length; i += 2) {
                clusters.join(pairs[i], pairs[i + 1]);
            }
        }

        void markSeconds(BitSet marks) {
            for (int i = 1; i < length; i += 2) {
                marks.set(pairs[i]);
            }
        }
    }

    /** The group that a thread works on: its members by position, and how far they are connected. */
    private final class Group implements GroupSearch.Pairs {
        private final GroupSearch search = new GroupSearch(sets, similarity);
        private Found found = new Found();
        private int[] members = new int[64];
        private int[] parent = new int[64];
        private long[] byRoot = new long[64];
        private int apart;

        Found go(GroupFile.Batch batch, boolean whole) {
            found = new Found();
            long at = batch.start();
            while (at < batch.end()) {
                int length = groups.get(at);
                if (whole) {
                    equals(at + 1, length);
                } else {
                    similar(at + 1, length);
                }
                at += length + 1L;
            }
            return found;
        }

        private void equals(long start, int length) {
            int first = groups.get(start);
            for (int i = 1; i < length; i++) {
                int member = groups.get(start + i);
                if (search.areEqual(first, member)) {
                    found.add(first, member);
                }
            }
        }

        private void similar(long start, int length) {
            ensure(length);
            int size = 0;
            for (int i = 0; i < length; i++) {
                int member = groups.get(start + i);
                if (!represented.get(member)) {
                    byRoot[size] = (long) clusters.root(member) << Integer.SIZE | size;
                    members[size++] = member;
                }
            }
            if (size > 1 && !connect(size)) {
                apart = 0;
                search.search(members, size, this);
            }
        }

        /** Points each position to the first that is connected with it; whether that is one for all. */
        private boolean connect(int size) {
            Arrays.sort(byRoot, 0, size);
            int first = 0;
            boolean all = true;
            for (int i = 0; i < size; i++) {
                if (byRoot[i] >> Integer.SIZE != byRoot[first] >> Integer.SIZE) {
                    first = i;
                    all = false;
                }
                parent[(int) byRoot[i]] = (int) byRoot[first];
            }
            return all;
        }

        private void ensure(int length) {
            if (members.length < length) {
                members = new int[length + length / 2];
                parent = new int[members.length];
                byRoot = new long[members.length];
            }
        }

        @Override
        public void enter(int position) {
            apart += parent[position] == position ? 1 : 0;
        }

        @Override
        public boolean wants(int earlier, int later) {
            return root(earlier) != root(later);
        }

        @Override
        public void similar(int earlier, int later, double value) {
            found.add(members[earlier], members[later]);
            int a = root(earlier);
            int b = root(later);
            parent[Math.max(a, b)] = Math.min(a, b);
            apart--;
        }

        @Override
        public boolean settled(int position) {
            return apart == 1;
        }

        @Override
        public boolean stays(int position) {
            return true;
        }

        private int root(int position) {
            int at = position;
            while (parent[at] != at) {
                parent[at] = parent[parent[at]];
                at = parent[at];
            }
            return at;
        }
    }
}

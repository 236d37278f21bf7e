package io.attune.pipeline.near;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** Decides in each cluster who stays. Clusters are independent of each other. */
final class Selection {
    /** Members after which a thread's piece of work ends. */
    private static final int BATCH = 4_096;

    private final SetFile sets;
    private final double similarity;
    private final Workers workers;

    Selection(SetFile sets, double similarity, Workers workers) {
        this.sets = sets;
        this.similarity = similarity;
        this.workers = workers;
    }

    Twins select(Clusters clusters, LongUnaryOperator preference) {
        Twins twins = new Twins(clusters.size());
        long[] members = shared(clusters);
        List<Integer> cuts = cuts(members);
        workers.run(cuts.size() - 1, () -> new Cluster(twins), (cluster, number) -> cluster.go(members,
                cuts.get(number), cuts.get(number + 1), preference));
        return twins;
    }

    /** The members of clusters of several, sorted: the root in the upper half, the index in the lower. */
    private static long[] shared(Clusters clusters) {
        boolean[] isShared = new boolean[clusters.size()];
        int count = 0;
        for (int i = 0; i < clusters.size(); i++) {
            int root = clusters.root(i);
            if (root != i) {
                count += isShared[root] ? 1 : 2;
                isShared[root] = true;
            }
        }
        long[] members = new long[count];
        int at = 0;
        for (int i = 0; i < clusters.size(); i++) {
            if (isShared[clusters.root(i)]) {
                members[at++] = (long) clusters.root(i) << Integer.SIZE | i;
            }
        }
        Arrays.sort(members);
        return members;
    }

    private static List<Integer> cuts(long[] members) {
        List<Integer> cuts = new ArrayList<>(List.of(0));
        for (int i = 1; i < members.length; i++) {
            if (i - cuts.getLast() >= BATCH && members[i] >> Integer.SIZE != members[i - 1] >> Integer.SIZE) {
                cuts.add(i);
            }
        }
        if (members.length > 0) {
            cuts.add(members.length);
        }
        return cuts;
    }

    /** The cluster that a thread works on, in the order of preference. */
    private final class Cluster implements GroupSearch.Pairs {
        private final GroupSearch search = new GroupSearch(sets, similarity);
        private final Twins twins;
        private int[] members = new int[0];

        Cluster(Twins twins) {
            this.twins = twins;
        }

        void go(long[] all, int from, int to, LongUnaryOperator preference) {
            int start = from;
            for (int i = from + 1; i <= to; i++) {
                if (i == to || all[i] >> Integer.SIZE != all[start] >> Integer.SIZE) {
                    members = ordered(all, start, i, preference);
                    search.search(members, members.length, this);
                    start = i;
                }
            }
        }

        private static int[] ordered(long[] all, int from, int to, LongUnaryOperator preference) {
            return Arrays.stream(all, from, to).mapToInt(member -> (int) member).boxed().sorted(
                    Comparator.<Integer>comparingLong(i -> preference.applyAsLong(i)).reversed().thenComparing(
                            Comparator.naturalOrder())).mapToInt(Integer::intValue).toArray();
        }

        @Override
        public void enter(int position) {
            // who is compared depends on who stayed
        }

        @Override
        public boolean wants(int earlier, int later) {
            return !twins.has(members[earlier]);
        }

        @Override
        public void similar(int earlier, int later, double value) {
            twins.offer(members[later], members[earlier], value);
        }

        @Override
        public boolean settled(int position) {
            return twins.isEqual(members[position]);
        }

        @Override
        public boolean stays(int position) {
            return !twins.has(members[position]);
        }
    }
}

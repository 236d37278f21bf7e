package io.attune.pipeline.near;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Finds for each record the most similar one with a smaller label. In each column a record stands in one group only. */
final class LabelSearch {
    private final GroupFile groups;
    private final SetFile sets;
    private final int columns;
    private final double similarity;
    private final Workers workers;
    private final IntUnaryOperator label;
    private final Twins twins;

    LabelSearch(Candidates candidates, double similarity, Workers workers, IntUnaryOperator label) {
        this.groups = candidates.groups();
        this.sets = candidates.sets();
        this.columns = candidates.columns();
        this.similarity = similarity;
        this.workers = workers;
        this.label = label;
        this.twins = new Twins(candidates.records());
    }

    Twins twins() {
        for (int column = 0; column < columns; column++) {
            List<GroupFile.Batch> batches = groups.batches(column);
            boolean whole = column == 0;
            workers.run(batches.size(), Group::new, (group, number) -> group.go(batches.get(number), whole));
        }
        return twins;
    }

    /** The group that a thread works on, in the order of labels. */
    private final class Group implements GroupSearch.Pairs {
        private final GroupSearch search = new GroupSearch(sets, similarity);
        private long[] byLabel = new long[64];
        private int[] members = new int[64];
        private int last;

        void go(GroupFile.Batch batch, boolean whole) {
            long at = batch.start();
            while (at < batch.end()) {
                int length = groups.get(at);
                order(at + 1, length);
                if (whole) {
                    equals(length);
                } else {
                    search.search(members, length, this);
                }
                at += length + 1L;
            }
        }

        private void order(long start, int length) {
            if (members.length < length) {
                members = new int[length + length / 2];
                byLabel = new long[members.length];
            }
            for (int i = 0; i < length; i++) {
                int member = groups.get(start + i);
                byLabel[i] = (long) label.applyAsInt(member) << Integer.SIZE | member;
            }
            Arrays.sort(byLabel, 0, length);
            for (int i = 0; i < length; i++) {
                members[i] = (int) byLabel[i];
            }
            last = labelAt(length - 1);
        }

        private void equals(int length) {
            for (int i = 1; i < length; i++) {
                if (wants(0, i) && search.areEqual(members[0], members[i])) {
                    similar(0, i, 1);
                }
            }
        }

        private int labelAt(int position) {
            return (int) (byLabel[position] >> Integer.SIZE);
        }

        @Override
        public void enter(int position) {
            // who is compared depends on labels alone
        }

        @Override
        public boolean wants(int earlier, int later) {
            return labelAt(earlier) < labelAt(later);
        }

        @Override
        public void similar(int earlier, int later, double value) {
            twins.offer(members[later], members[earlier], value);
        }

        @Override
        public boolean settled(int position) {
            return labelAt(position) == labelAt(0) || twins.isEqual(members[position]);
        }

        @Override
        public boolean stays(int position) {
            return labelAt(position) < last;
        }
    }
}

package io.attune.pipeline.near;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.BitSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntUnaryOperator;

/**
 * The records that may resemble each other, found without holding the texts: one reading signs them and writes the keys
 * of their bands to disk, column by column; each column is sorted by itself and gives the groups of equal keys; a second
 * reading writes the shingle sets of the records that stand in any group.
 *
 * <p>In memory at the peak of it, for each record: eight bytes of the column being sorted (sixteen with several threads)
 * and one bit.
 */
final class Candidates implements AutoCloseable {
    private static final int BLOCK = 1_024;

    private final Texts texts;
    private final int records;
    private final Banding banding;
    private final Workers workers;
    private final LongAdder shingles = new LongAdder();
    private final Spill spill;
    private final GroupFile groups;
    private final SetFile sets;

    /**
     * Finds them.
     *
     * @param label records of one label are not held against each other: a group of one label only is left out
     */
    Candidates(Texts texts, NearSettings settings, Workers workers, IntUnaryOperator label) {
        this.texts = texts;
        this.records = Math.toIntExact(texts.size());
        this.banding = Banding.of(settings.similarity());
        this.workers = workers;
        this.spill = new Spill(settings.folder(), settings.diskBytes());
        boolean done = false;
        try {
            spill.require(place(banding.columns(), 0) * 2);
            groups = new GroupFile(spill);
            BitSet paired = group(sign(), label);
            sets = new SetFile(spill, records);
            store(paired);
            done = true;
        } finally {
            if (!done) {
                spill.close();
            }
        }
    }

    int records() {
        return records;
    }

    int columns() {
        return banding.columns();
    }

    GroupFile groups() {
        return groups;
    }

    SetFile sets() {
        return sets;
    }

    /** What a thread needs to sign. */
    private final class Signer {
        private final Shingler shingler = new Shingler();
        private final SignatureKernel kernel = SignatureKernels.chosen();
        private final int[] signature = new int[SignatureKernel.PERMUTATIONS];
        private final int[][] keys = new int[banding.columns()][BLOCK];

        void sign(int block, MemorySegment columns) {
            int from = block * BLOCK;
            int to = Math.min(records, from + BLOCK);
            texts.read(from, to, (index, text) -> {
                int count = shingler.shingle(text);
                shingles.add(count);
                kernel.sign(shingler.hashes(), count, signature);
                banding.keys(signature, keys, (int) index - from);
            });
            for (int column = 0; column < keys.length; column++) {
                MemorySegment.copy(keys[column], 0, columns, ValueLayout.JAVA_INT, place(column, from), to - from);
            }
        }
    }

    private MemorySegment sign() {
        MemorySegment columns = spill.allocate("keys", place(banding.columns(), 0));
        workers.run(blocks(), Signer::new, (signer, block) -> signer.sign(block, columns));
        return columns;
    }

    /** Writes each column's groups and returns who stands in one. */
    private BitSet group(MemorySegment columns, IntUnaryOperator label) {
        BitSet paired = new BitSet(records);
        long[] sorted = new long[records];
        for (int column = 0; column < banding.columns(); column++) {
            for (int i = 0; i < records; i++) {
                long key = columns.get(ValueLayout.JAVA_INT, place(column, i));
                sorted[i] = key << Integer.SIZE | i;
            }
            workers.sort(sorted);
            groupsOf(sorted, label, paired);
            groups.endColumn();
        }
        groups.seal();
        return paired;
    }

    private void groupsOf(long[] sorted, IntUnaryOperator label, BitSet paired) {
        int from = 0;
        for (int i = 1; i <= records; i++) {
            if (i < records && sorted[i] >> Integer.SIZE == sorted[from] >> Integer.SIZE) {
                continue;
            }
            if (i - from > 1 && isMixed(sorted, from, i, label)) {
                groups.add(sorted, from, i);
                for (int j = from; j < i; j++) {
                    paired.set((int) sorted[j]);
                }
            }
            from = i;
        }
    }

    private static boolean isMixed(long[] sorted, int from, int to, IntUnaryOperator label) {
        int first = label.applyAsInt((int) sorted[from]);
        for (int i = from; i < to; i++) {
            int own = label.applyAsInt((int) sorted[i]);
            if (own != first || own == ANY) {
                return true;
            }
        }
        return false;
    }

    /** The label of records that are held against all others. */
    static final int ANY = -1;

    /** Writes the sets of those who stand in a group. */
    private void store(BitSet paired) {
        long each = records == 0 ? 0 : Math.ceilDiv(shingles.sum(), records) + 1;
        spill.require(paired.cardinality() * each * Long.BYTES);
        workers.run(blocks(), () -> sets.new Writer(), (writer, block) -> {
            int end = Math.min(records, (block + 1) * BLOCK);
            int from = paired.nextSetBit(block * BLOCK);
            if (from >= 0 && from < end) {
                texts.read(from, paired.previousSetBit(end - 1) + 1L, (index, text) -> {
                    if (paired.get((int) index)) {
                        writer.add((int) index, text);
                    }
                });
                writer.flush();
            }
        });
        sets.seal();
    }

    private int blocks() {
        return Math.ceilDiv(records, BLOCK);
    }

    private long place(int column, int record) {
        return ((long) column * records + record) * Integer.BYTES;
    }

    @Override
    public void close() {
        spill.close();
    }
}

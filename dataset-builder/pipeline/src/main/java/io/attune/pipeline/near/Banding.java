package io.attune.pipeline.near;

import java.util.List;

/**
 * How positions of a signature are joined into bands: two sets become candidates when all rows of any band agree, which
 * happens with probability 1 − (1 − J^rows)^bands (J. Leskovec, A. Rajaraman, J. Ullman, "Mining of massive datasets",
 * 3.4).
 *
 * @param bands how many
 * @param rows positions in each
 */
record Banding(int bands, int rows) {
    /** What a pair exactly at the similarity asked for is found with, at least. */
    static final double FOUND = 0.998;

    private static final List<Banding> KNOWN = List.of(new Banding(9, 14), new Banding(14, 9), new Banding(21, 6),
            new Banding(25, 5), new Banding(32, 4), new Banding(42, 3), new Banding(64, 2));

    /** The most selective one that finds pairs of this similarity; 21 × 6 for 0.8. */
    static Banding of(double similarity) {
        return KNOWN.stream().filter(b -> b.probability(similarity) >= FOUND).findFirst().orElseThrow();
    }

    /** That a pair of this similarity becomes a candidate. */
    double probability(double similarity) {
        return 1 - Math.pow(1 - Math.pow(similarity, rows), bands);
    }

    /** Columns of keys: one for each band, and before them one for the whole signature. */
    int columns() {
        return bands + 1;
    }

    /** Writes the key of the whole signature and of each band to {@code keys[column][at]}. */
    void keys(int[] signature, int[][] keys, int at) {
        long whole = 0;
        for (int band = 0; band < bands; band++) {
            long key = band + 1L;
            for (int row = band * rows; row < (band + 1) * rows; row++) {
                key = (key ^ (signature[row] & 0xFFFFFFFFL)) * 0xD6E8FEB86659FD93L;
                key ^= key >>> 32;
            }
            keys[band + 1][at] = (int) (key >>> 20);
            whole = (whole ^ key) * 0x9FB21C651E98DF25L;
            whole ^= whole >>> 29;
        }
        keys[0][at] = (int) (whole >>> 20);
    }
}

package io.attune.sandbox.trainer.text;

import java.util.ArrayList;
import java.util.List;

/**
 * The result of learning byte pairs: first the {@link SpecialToken}s, then the 256 bytes, then one token per merge.
 *
 * @param merges the merges in the order they were learnt; an earlier one is applied first
 */
public record Vocabulary(List<Merge> merges) {

    /** Number of the token for byte 0. */
    static final int FIRST_BYTE = SpecialToken.COUNT;

    /** Number of the token made by the first merge. */
    static final int FIRST_MERGE = FIRST_BYTE + 256;

    /**
     * Two tokens that become one.
     *
     * @param left number of the first token
     * @param right number of the second token
     */
    public record Merge(int left, int right) {
    }

    public Vocabulary {
        merges = List.copyOf(merges);
        for (int i = 0; i < merges.size(); i++) {
            Merge merge = merges.get(i);
            int known = FIRST_MERGE + i;
            if (Math.min(merge.left, merge.right) < FIRST_BYTE || Math.max(merge.left, merge.right) >= known) {
                throw new IllegalArgumentException("Merge " + i + " joins tokens that do not exist before it");
            }
        }
    }

    /** Number of tokens. */
    public int size() {
        return FIRST_MERGE + merges.size();
    }

    /** The bytes each token stands for; empty for special tokens. */
    List<byte[]> tokenBytes() {
        List<byte[]> bytes = new ArrayList<>(size());
        for (int i = 0; i < FIRST_BYTE; i++) {
            bytes.add(new byte[0]);
        }
        for (int b = 0; b < 256; b++) {
            bytes.add(new byte[]{(byte) b});
        }
        for (Merge merge : merges) {
            bytes.add(concat(bytes.get(merge.left), bytes.get(merge.right)));
        }
        return bytes;
    }

    private static byte[] concat(byte[] left, byte[] right) {
        byte[] joined = new byte[left.length + right.length];
        System.arraycopy(left, 0, joined, 0, left.length);
        System.arraycopy(right, 0, joined, left.length, right.length);
        return joined;
    }
}

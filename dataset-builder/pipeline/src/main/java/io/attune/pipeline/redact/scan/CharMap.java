package io.attune.pipeline.redact.scan;

/**
 * Where words, digits and signs stand in a text, one bit a character, so that a scan leaps from one to the next instead of
 * stepping through them. A block is 64 characters.
 */
final class CharMap {
    private static final int RUN = 16;
    private static final long RUN_MASK = (1L << RUN) - 1;
    /** For each character a bit if it is of a word, 16 above it one if it is a digit, and 32 above one if it is a sign. */
    private static final long[] MARKS = marks();

    private final long[] words;
    private final long[] digits;
    private final long[] signs;

    /** The marks of 16 characters are brought together before they are taken apart by what they mean. */
    CharMap(char[] chars) {
        int size = (chars.length + Scanner.LOOK_AHEAD) / 64 + 1;
        words = new long[size];
        digits = new long[size];
        signs = new long[size];
        int at = 0;
        for (; at + RUN <= chars.length; at += RUN) {
            long run = 0;
            for (int i = 0; i < RUN; i++) {
                run |= MARKS[chars[at + i]] << i;
            }
            set(at, run);
        }
        long rest = 0;
        for (int i = at; i < chars.length; i++) {
            rest |= MARKS[chars[i]] << (i - at);
        }
        set(at, rest);
    }

    private static long[] marks() {
        long[] marks = new long[Character.MAX_VALUE + 1];
        for (int c = 0; c < marks.length; c++) {
            int kind = CharClass.OF[c];
            long digit = kind == CharClass.DIGIT ? 1L << RUN : 0;
            marks[c] = (kind & CharClass.WORD) != 0 ? 1 | digit : kind == 0 ? 0 : 1L << (2 * RUN);
        }
        return marks;
    }

    private void set(int at, long run) {
        int block = at >>> 6;
        words[block] |= (run & RUN_MASK) << at;
        digits[block] |= (run >>> RUN & RUN_MASK) << at;
        signs[block] |= run >>> (2 * RUN) << at;
    }

    int blocks() {
        return words.length;
    }

    /** Where words begin in a block. */
    long starts(int block) {
        long before = block == 0 ? 0 : words[block - 1] >>> 63;
        return words[block] & ~((words[block] << 1) | before);
    }

    /** Where signs stand in a block. */
    long signs(int block) {
        return signs[block];
    }

    /** Where the word ends of which a character stands at an index. */
    int wordEnd(int index) {
        int block = index >>> 6;
        long gaps = ~words[block] & -1L << index;
        while (gaps == 0) {
            gaps = ~words[++block];
        }
        return (block << 6) + Long.numberOfTrailingZeros(gaps);
    }

    /** Whether a digit stands in a part of at least one character. */
    boolean hasDigit(int start, int end) {
        int block = start >>> 6;
        int last = (end - 1) >>> 6;
        long found = digits[block] & -1L << start;
        while (found == 0 && block < last) {
            found = digits[++block];
        }
        return found != 0 && (block << 6) + Long.numberOfTrailingZeros(found) < end;
    }

    /** Puts signs over a part. */
    void mask(int start, int end) {
        for (int i = start; i < end; i++) {
            long bit = 1L << i;
            words[i >>> 6] &= ~bit;
            digits[i >>> 6] &= ~bit;
            signs[i >>> 6] |= bit;
        }
    }
}

package io.attune.pipeline.text;

import java.util.Arrays;
import java.util.Locale;

/**
 * The words of a text, found once: runs of letters and digits (marks included), in lower case, each with a 64-bit hash.
 * Immutable.
 *
 * <p>Words of {@code Set `server.port`, please!} are {@code set}, {@code server}, {@code port}, {@code please}. Compared
 * by hash, two different words are taken for equal with a chance of 2⁻⁶⁴.
 */
public final class Words {
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    /** Each character of a word in lower case, 0 for all others. */
    private static final char[] FOLDED = folded();

    private final String text;
    private final int[] starts;
    private final int[] ends;
    private final long[] hashes;
    private final int count;

    private Words(String text, int[] starts, int[] ends, long[] hashes, int count) {
        this.text = text;
        this.starts = starts;
        this.ends = ends;
        this.hashes = hashes;
        this.count = count;
    }

    /** Finds the words in one pass. */
    public static Words of(String text) {
        char[] chars = text.toCharArray();
        int size = Math.max(8, chars.length / 5);
        int[] starts = new int[size];
        int[] ends = new int[size];
        long[] hashes = new long[size];
        int count = 0;
        for (int i = 0; i < chars.length; i++) {
            int folded = FOLDED[chars[i]];
            if (folded == 0) {
                continue;
            }
            if (count == size) {
                size *= 2;
                starts = Arrays.copyOf(starts, size);
                ends = Arrays.copyOf(ends, size);
                hashes = Arrays.copyOf(hashes, size);
            }
            starts[count] = i;
            long hash = BASIS;
            while (folded != 0) {
                hash = (hash ^ folded) * PRIME;
                folded = ++i < chars.length ? FOLDED[chars[i]] : 0;
            }
            ends[count] = i;
            hashes[count++] = mix(hash);
        }
        return new Words(text, starts, ends, hashes, count);
    }

    /** The hash that a word has which is written in lower case. */
    static long hashOf(String word) {
        long hash = BASIS;
        for (int i = 0; i < word.length(); i++) {
            hash = (hash ^ word.charAt(i)) * PRIME;
        }
        return mix(hash);
    }

    public int count() {
        return count;
    }

    /** A word in lower case. */
    public String word(int index) {
        return text.substring(starts[index], ends[index]).toLowerCase(Locale.ROOT);
    }

    /** Where a word begins in the text. */
    public int start(int index) {
        return starts[index];
    }

    /** Where a word ends in the text, exclusive. */
    public int end(int index) {
        return ends[index];
    }

    /** Equal for equal words. */
    public long hash(int index) {
        return hashes[index];
    }

    /** The hash of every run of {@code n} words, in order; empty when there are fewer. Rolling: linear in the words. */
    public long[] grams(int n) {
        int grams = Math.max(0, count - n + 1);
        long[] out = new long[grams];
        long top = 1;
        for (int i = 1; i < n; i++) {
            top *= PRIME;
        }
        long rolling = 0;
        for (int i = 0; i < count && grams > 0; i++) {
            if (i >= n) {
                rolling -= hashes[i - n] * top;
            }
            rolling = rolling * PRIME + hashes[i];
            if (i >= n - 1) {
                out[i - n + 1] = mix(rolling);
            }
        }
        return out;
    }

    private static char[] folded() {
        char[] folded = new char[Character.MAX_VALUE + 1];
        for (int c = 0; c < folded.length; c++) {
            folded[c] = isPart((char) c) ? Character.toLowerCase((char) c) : 0;
        }
        return folded;
    }

    private static boolean isPart(char c) {
        if (c < 0x80) {
            return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9');
        }
        return Character.isLetterOrDigit(c) || Character.isSurrogate(c)
                || Character.getType(c) == Character.NON_SPACING_MARK;
    }

    /** The finisher of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mix(long hash) {
        long h = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
        h = (h ^ h >>> 27) * 0x94d049bb133111ebL;
        return h ^ h >>> 31;
    }
}

package io.attune.pipeline.quality;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Finds any of some fixed phrases in one pass over a text, however many they are and in whatever case. Immutable. */
final class Phrases {
    private static final int HEAD = 4;
    private static final int BITS = 12;
    private static final int MULTIPLIER = 0x9e3779b1;

    /** Where a phrase may begin: one bit for the hash of its first four characters. */
    private final long[] heads = new long[1 << (BITS - 6)];
    private final String[][] byHead = new String[1 << BITS][];

    /** @param phrases in lower case, of four characters at least, the first four in ASCII */
    Phrases(List<String> phrases) {
        Arrays.fill(byHead, new String[0]);
        for (String phrase : phrases) {
            int window = 0;
            for (int i = 0; i < HEAD; i++) {
                window = roll(window, phrase.charAt(i));
            }
            int hash = hash(window);
            heads[hash >>> 6] |= 1L << hash;
            byHead[hash] = Stream.concat(Arrays.stream(byHead[hash]), Stream.of(phrase)).toArray(String[]::new);
        }
    }

    /** Hears of a phrase and where it begins. */
    @FunctionalInterface
    interface Hearer {
        void found(String phrase, int at);
    }

    /** Whether any stands in a text. */
    boolean standIn(String text) {
        boolean[] found = new boolean[1];
        find(text, (phrase, at) -> found[0] = true);
        return found[0];
    }

    /** Every place where a phrase stands, in order. */
    void find(String text, Hearer hearer) {
        char[] chars = text.toCharArray();
        int window = 0;
        for (int i = 0; i < chars.length; i++) {
            window = roll(window, chars[i]);
            int hash = hash(window);
            if ((heads[hash >>> 6] >>> hash & 1) != 0 && i >= HEAD - 1) {
                check(text, i - HEAD + 1, byHead[hash], hearer);
            }
        }
    }

    private static void check(String text, int at, String[] candidates, Hearer hearer) {
        for (String phrase : candidates) {
            if (text.regionMatches(true, at, phrase, 0, phrase.length())) {
                hearer.found(phrase, at);
            }
        }
    }

    /** The last four characters, eight bits of each, capitals and small letters alike. */
    private static int roll(int window, char next) {
        return (window << 8) | ((next | 32) & 255);
    }

    private static int hash(int window) {
        return (window * MULTIPLIER) >>> (Integer.SIZE - BITS);
    }
}

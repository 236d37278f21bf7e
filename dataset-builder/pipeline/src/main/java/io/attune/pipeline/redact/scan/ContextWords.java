package io.attune.pipeline.redact.scan;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells whether a word means a context. First and last letter and the length sort out nearly all words without reading
 * them; the rest are compared letter by letter, without making a string.
 */
final class ContextWords {
    private static final int LETTERS = 32;
    private static final int LENGTH_MAX = 30;
    private static final int[] LENGTHS = new int[LETTERS * LETTERS];
    private static final Entry[][] ENTRIES = table();

    /** A word in lower case and the contexts it means. */
    private record Entry(String word, int contexts) {}

    private ContextWords() {}

    private static Entry[][] table() {
        List<List<Entry>> lists = new ArrayList<>();
        for (int i = 0; i < LETTERS * LETTERS; i++) {
            lists.add(new ArrayList<>());
        }
        for (Context context : Context.values()) {
            for (String word : context.words()) {
                int ends = ends(word.charAt(0), word.charAt(word.length() - 1));
                List<Entry> list = lists.get(ends);
                int bits = context.bit();
                for (Entry entry : list) {
                    bits |= entry.word.equals(word) ? entry.contexts : 0;
                }
                list.removeIf(entry -> entry.word.equals(word));
                list.add(new Entry(word, bits));
                LENGTHS[ends] |= 1 << word.length();
            }
        }
        return lists.stream().map(list -> list.toArray(Entry[]::new)).toArray(Entry[][]::new);
    }

    /** The contexts as a set of bits by ordinal, 0 for most words. */
    static int of(Text text, int start, int end, char first) {
        int length = end - start;
        int ends = length > LENGTH_MAX ? 0 : ends(first, text.at(end - 1));
        if (length > LENGTH_MAX || (LENGTHS[ends] >> length & 1) == 0) {
            return 0;
        }
        for (Entry entry : ENTRIES[ends]) {
            if (entry.word.length() == length && isWord(text, start, entry.word)) {
                return entry.contexts;
            }
        }
        return 0;
    }

    private static boolean isWord(Text text, int start, String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = text.at(start + i);
            char expected = word.charAt(i);
            if (c != expected && (c < 128 ? lower(c) : Character.toLowerCase(c)) != expected) {
                return false;
            }
        }
        return true;
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c | 32) : c;
    }

    /** Case falls away with the upper bits. */
    private static int ends(char first, char last) {
        return (first & 31) * LETTERS + (last & 31);
    }
}

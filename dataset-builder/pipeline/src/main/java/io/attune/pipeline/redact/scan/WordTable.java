package io.attune.pipeline.redact.scan;

import java.util.List;

/**
 * Tells by its first three characters and its length whether a word may mean something: that it may begin like a published
 * token, or that it may be a {@link ContextWords context word}. Nearly all words are sorted out so by one look. Immutable.
 */
final class WordTable {
    /** What {@link #of} says about a word that may begin with a prefix. */
    static final int PREFIX = 1 << 8;
    private static final int LENGTHS = 8;
    private static final int LETTERS = 32;

    private final short[] kinds = new short[LETTERS * LETTERS * LETTERS];

    /** @param prefixes of three characters at least */
    WordTable(List<String> prefixes) {
        prefixes.forEach(prefix -> kinds[place(prefix.charAt(0), prefix.charAt(1), prefix.charAt(2))] |= PREFIX);
        ContextWords.all().forEach(this::add);
    }

    /** What follows a word of two letters may be anything. */
    private void add(String word) {
        int place = place(word.charAt(0), word.charAt(1), word.length() > 2 ? word.charAt(2) : 0);
        int last = word.length() > 2 ? place : place + LETTERS - 1;
        for (int i = place; i <= last; i++) {
            kinds[i] |= (short) (1 << word.length() % LENGTHS);
        }
    }

    /** 0 for most words; {@link #PREFIX}, and other bits if it may be a context word, otherwise. */
    int of(char first, char second, char third, int length) {
        return kinds[place(first, second, third)] & (PREFIX | 1 << length % LENGTHS);
    }

    /** Case falls away with the upper bits. */
    private static int place(char first, char second, char third) {
        return (first & 31) << 10 | (second & 31) << 5 | (third & 31);
    }
}

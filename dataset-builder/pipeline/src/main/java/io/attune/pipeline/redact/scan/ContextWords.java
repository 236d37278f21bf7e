package io.attune.pipeline.redact.scan;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Tells whether a word means a context. First and last letter and the length sort out nearly all words without reading
 * them.
 */
final class ContextWords {
    private static final int LETTERS = 32;
    private static final int LENGTH_MAX = 30;
    private static final Map<String, Integer> CONTEXTS = new HashMap<>();
    private static final int[] LENGTHS = new int[LETTERS * LETTERS];

    static {
        for (Context context : Context.values()) {
            for (String word : context.words()) {
                CONTEXTS.merge(word, context.bit(), (a, b) -> a | b);
                LENGTHS[ends(word.charAt(0), word.charAt(word.length() - 1))] |= 1 << word.length();
            }
        }
    }

    private ContextWords() {}

    /** The contexts as a set of bits by ordinal, 0 for most words. */
    static int of(Text text, int start, int end, char first) {
        int length = end - start;
        if (length > LENGTH_MAX || (LENGTHS[ends(first, text.at(end - 1))] >> length & 1) == 0) {
            return 0;
        }
        return CONTEXTS.getOrDefault(text.part(start, end).toLowerCase(Locale.ROOT), 0);
    }

    /** Case falls away with the upper bits. */
    private static int ends(char first, char last) {
        return (first & 31) * LETTERS + (last & 31);
    }
}

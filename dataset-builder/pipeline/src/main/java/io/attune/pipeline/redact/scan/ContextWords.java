package io.attune.pipeline.redact.scan;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Tells which contexts a word means. Letters are compared one by one, without making a string. */
final class ContextWords {
    private static final Map<String, Integer> CONTEXTS = contexts();
    private static final int SLOTS = 1 << 12;
    /** By first and last letter and length; the next slot where one is taken. */
    private static final Entry[] ENTRIES = entries();

    /** A word in lower case and the contexts it means. */
    private record Entry(String word, int contexts) {}

    private ContextWords() {}

    private static Map<String, Integer> contexts() {
        Map<String, Integer> contexts = new HashMap<>();
        for (Context context : Context.values()) {
            context.words().forEach(word -> contexts.merge(word, context.bit(), (a, b) -> a | b));
        }
        return contexts;
    }

    private static Entry[] entries() {
        Entry[] entries = new Entry[SLOTS];
        CONTEXTS.forEach((word, contexts) -> {
            int slot = slot(word.charAt(0), word.charAt(word.length() - 1), word.length());
            while (entries[slot] != null) {
                slot = slot + 1 & SLOTS - 1;
            }
            entries[slot] = new Entry(word, contexts);
        });
        return entries;
    }

    /** Every word that means something, in lower case. */
    static Set<String> all() {
        return CONTEXTS.keySet();
    }

    /** The contexts as a set of bits, 0 for most words. */
    static int of(Text text, int start, int end) {
        int slot = slot(text.at(start), text.at(end - 1), end - start);
        for (Entry entry = ENTRIES[slot]; entry != null; entry = ENTRIES[slot]) {
            if (entry.word.length() == end - start && isWord(text, start, entry.word)) {
                return entry.contexts;
            }
            slot = slot + 1 & SLOTS - 1;
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
    private static int slot(char first, char last, int length) {
        return ((first & 31) << 7 ^ (last & 31) << 2 ^ length * 37) & SLOTS - 1;
    }
}

package io.attune.pipeline.generate.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The similarity by which the truth is told: Jaccard of the sets of five consecutive words. A word is a longest run of
 * letters and digits, in lower case. A text of fewer than five words is one shingle of all its words.
 */
public final class Shingles {
    private static final int WIDTH = 5;

    private Shingles() {}

    /** Where a word stands in a text, in UTF-16 units. */
    public record Word(int start, int end) {
    }

    /** The words of a text in order. */
    public static List<Word> words(String text) {
        List<Word> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            boolean inside = Character.isLetterOrDigit(c);
            if (inside && start < 0) {
                start = i;
            } else if (!inside && start >= 0) {
                words.add(new Word(start, i));
                start = -1;
            }
            i += Character.charCount(c);
        }
        if (start >= 0) {
            words.add(new Word(start, text.length()));
        }
        return words;
    }

    /** The set of a text's shingles, each as its words joined by spaces. */
    public static Set<String> of(String text) {
        List<String> words = new ArrayList<>();
        for (Word word : words(text)) {
            words.add(text.substring(word.start(), word.end()).toLowerCase(Locale.ROOT));
        }
        Set<String> shingles = new HashSet<>();
        for (int i = 0; i + WIDTH <= words.size(); i++) {
            shingles.add(String.join(" ", words.subList(i, i + WIDTH)));
        }
        if (words.size() < WIDTH) {
            shingles.add(String.join(" ", words));
        }
        return shingles;
    }

    /** The share of shingles that two texts have in common: 1 for the same words, 0 for nothing in common. */
    public static double similarity(String one, String other) {
        return similarity(of(one), of(other));
    }

    /** The share of two sets that both have. */
    public static double similarity(Set<String> one, Set<String> other) {
        int common = 0;
        for (String shingle : one) {
            if (other.contains(shingle)) {
                common++;
            }
        }
        return (double) common / (one.size() + other.size() - common);
    }
}

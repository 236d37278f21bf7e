package io.attune.pipeline.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tells a language by its commonest words, where they leave no doubt: a hundred times quicker than the model, and silent on
 * most short texts. It knows English, German, French and Spanish.
 */
public final class FunctionWords {
    private static final int LEAST = 3;
    /** One word in so many is at least the language's. */
    private static final int ONE_IN = 6;
    /** All other languages together have at most one for so many. */
    private static final int LEAD = 4;
    private static final Map<String, List<String>> WORDS = Map.of("en", List.of("the", "and", "of", "to", "is", "that",
            "with", "for", "you", "this", "are", "have", "it", "your", "not", "from", "when", "which", "after",
            "should",
            "what", "how", "be", "was", "please", "can"), "de", List.of("der", "die", "das", "und", "ist", "nicht",
                    "ein",
                    "eine", "mit", "für", "auf", "sie", "zu", "den", "dem", "wird", "ich", "werden", "nach", "bitte"),
            "fr", List.of("le", "la", "les", "des", "est", "et", "une", "pour", "dans", "que", "vous", "pas", "sur",
                    "avec",
                    "je", "du", "au", "votre", "être", "nous"),
            "es", List.of("el", "los", "las", "una", "es", "para", "por", "con", "que", "del", "se", "en", "y", "su",
                    "la",
                    "está", "cuando", "puede", "usted", "pero"));
    private static final Map<String, List<String>> LANGUAGES = languages();

    private FunctionWords() {}

    /** The language's tag, or empty when there is a doubt. */
    public static Optional<String> language(String text) {
        Map<String, Integer> hits = new TreeMap<>();
        int words = 0;
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && Character.isLetter(text.charAt(i))) {
                start = start < 0 ? i : start;
            } else if (start >= 0) {
                words++;
                if (i - start <= 8) {
                    LANGUAGES.getOrDefault(text.substring(start, i).toLowerCase(java.util.Locale.ROOT),
                            List.of()).forEach(
                                    language -> hits.merge(language, 1, Integer::sum));
                }
                start = -1;
            }
        }
        int all = words;
        int sum = hits.values().stream().mapToInt(Integer::intValue).sum();
        return hits.entrySet().stream().filter(e -> e.getValue() >= LEAST && e.getValue() * ONE_IN >= all && (sum
                - e.getValue()) * LEAD <= e.getValue()).map(Map.Entry::getKey).findFirst();
    }

    private static Map<String, List<String>> languages() {
        Map<String, List<String>> languages = new HashMap<>();
        WORDS.forEach((language, words) -> words.forEach(word -> languages.merge(word, List.of(language), (a,
                b) -> List.of(a.getFirst(), b.getFirst()))));
        return Map.copyOf(languages);
    }
}

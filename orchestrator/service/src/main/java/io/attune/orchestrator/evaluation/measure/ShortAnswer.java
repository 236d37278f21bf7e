package io.attune.orchestrator.evaluation.measure;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Short answers compared as people compare them: P. Rajpurkar, J. Zhang, K. Lopyrev, P. Liang, "SQuAD: 100,000+ questions for
 * machine comprehension of text", EMNLP 2016, section 6.1, in the order of its evaluation script 1.1: lower case, without
 * ASCII punctuation, without the articles a, an and the, spaces as one.
 */
final class ShortAnswer {
    private static final Pattern PUNCTUATION = Pattern.compile("[!-/:-@\\[-`{-~]");
    private static final Pattern ARTICLES = Pattern.compile("\\b(?:a|an|the)\\b", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern SPACES = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private ShortAnswer() {}

    static String normalized(String text) {
        String bare = PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
        return SPACES.matcher(ARTICLES.matcher(bare).replaceAll(" ")).replaceAll(" ").strip();
    }

    static boolean matches(String reference, String answer) {
        return normalized(reference).equals(normalized(answer));
    }

    /** The harmonic mean of precision and recall of the answer's words; words count as often as they stand there. */
    static double f1(String reference, String answer) {
        List<String> wanted = words(reference);
        List<String> said = words(answer);
        if (wanted.isEmpty() || said.isEmpty()) {
            return wanted.isEmpty() && said.isEmpty() ? 1 : 0;
        }
        Map<String, Integer> open = new HashMap<>();
        wanted.forEach(word -> open.merge(word, 1, Integer::sum));
        int same = 0;
        for (String word : said) {
            int left = open.getOrDefault(word, 0);
            if (left > 0) {
                open.put(word, left - 1);
                same++;
            }
        }
        return 2.0 * same / (wanted.size() + said.size());
    }

    private static List<String> words(String text) {
        return Stream.of(normalized(text).split(" ")).filter(word -> !word.isEmpty()).toList();
    }
}

package io.attune.pipeline.quality;

import java.util.Locale;
import java.util.Set;

import io.attune.pipeline.text.Words;

/**
 * Answers that stop before their end. The score is 1 for a fence of code or a bracket that is never closed, for a last
 * word that cannot end a sentence, and for a last word that is the beginning of a longer word nearby; 0.5 for a long last
 * sentence without an end where others have one, which alone is allowed by default; else 0.
 */
final class Truncation {
    private static final Set<String> CANNOT_END = Set.of("the", "an", "and", "or", "because", "whose", "your", "our",
            "their", "although", "und", "oder", "weil", "dass", "sowie", "et", "ou", "parce", "les", "des", "y",
            "porque", "los", "las");
    private static final int WORDS_MIN = 8;
    private static final int TAIL_WORDS_MIN = 8;
    private static final int STEM_MIN = 3;

    private Truncation() {}

    static void score(Answer answer, Subject subject, Scores.Builder scores) {
        String text = answer.text();
        if (Code.isFenceOpen(text)) {
            scores.raise("truncation", 1, "code fence not closed");
            return;
        }
        String prose = answer.prose().stripTrailing();
        Words words = answer.words();
        scores.raise("truncation", 0, "");
        if (words.count() < WORDS_MIN || text.endsWith("`") || text.endsWith("~")) {
            return;
        }
        char end = prose.charAt(prose.length() - 1);
        if (opensBracket(prose)) {
            scores.raise("truncation", 1, "bracket not closed");
        } else if (Character.isLetter(end)) {
            unended(prose, words, subject, scores);
        } else if (end == ',') {
            scores.raise("truncation", 1, "ends with a comma");
        }
    }

    private static void unended(String prose, Words words, Subject subject, Scores.Builder scores) {
        String last = words.word(words.count() - 1);
        boolean isLowerCase = Character.isLowerCase(prose.charAt(words.start(words.count() - 1)));
        if (isLowerCase && CANNOT_END.contains(last)) {
            scores.raise("truncation", 1, "ends with a word that cannot end a sentence");
            return;
        }
        Tail tail = tail(prose);
        if (tail.sentencesBefore() < 2 || Words.of(prose.substring(tail.start())).count() < TAIL_WORDS_MIN
                || prose.indexOf('\n', tail.start()) >= 0) {
            return;
        }
        boolean isStem = last.length() >= STEM_MIN && isLowerCase
                && isOnlyStem(last, prose.toLowerCase(Locale.ROOT), subject.asked());
        scores.raise("truncation", isStem ? 1 : 0.5, isStem ? "ends within a word" : "last sentence without an end");
    }

    /** Where the last sentence begins and how many ended before it. */
    private record Tail(int start, int sentencesBefore) {}

    private static Tail tail(String prose) {
        int sentences = 0;
        int start = 0;
        for (int i = 0; i + 1 < prose.length(); i++) {
            if (".!?".indexOf(prose.charAt(i)) >= 0 && Character.isWhitespace(prose.charAt(i + 1))) {
                sentences++;
                start = i + 2;
            }
        }
        return new Tail(Math.min(start, prose.length()), sentences);
    }

    /** Whether a longer word in the example begins with the last one, which is nowhere else a word by itself. */
    private static boolean isOnlyStem(String last, String prose, String asked) {
        String before = prose.substring(0, prose.length() - last.length());
        return extendsTo(before, last) + extendsTo(asked, last) > 0 && !standsIn(before, last) && !standsIn(asked,
                last);
    }

    private static int extendsTo(String text, String stem) {
        return occurrences(text, stem, true);
    }

    private static boolean standsIn(String text, String word) {
        return occurrences(text, word, false) > 0;
    }

    private static int occurrences(String text, String word, boolean longer) {
        int found = 0;
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            int end = at + word.length();
            boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            boolean goesOn = end + 1 < text.length() && Character.isLetter(text.charAt(end));
            found += begins && goesOn == longer ? 1 : 0;
        }
        return found;
    }

    /** Whether a round or square bracket opened in the last line is never closed; smileys and lists are let be. */
    private static boolean opensBracket(String prose) {
        if (prose.indexOf('(') < 0 && prose.indexOf('[') < 0) {
            return false;
        }
        int line = prose.lastIndexOf('\n') + 1;
        int round = 0;
        int square = 0;
        for (int i = line; i < prose.length(); i++) {
            char before = i == 0 ? ' ' : prose.charAt(i - 1);
            boolean isSmiley = before == ':' || before == ';' || before == '-' || before == '=';
            switch (prose.charAt(i)) {
                case '(' -> round += isSmiley ? 0 : 1;
                case ')' -> round -= round > 0 && !isSmiley ? 1 : 0;
                case '[' -> square += isSmiley ? 0 : 1;
                case ']' -> square -= square > 0 ? 1 : 0;
                default -> {
                }
            }
        }
        char end = prose.charAt(prose.length() - 1);
        return round + square > 0 && ".!?".indexOf(end) < 0;
    }
}

package io.attune.orchestrator.evaluation.measure;

import java.text.BreakIterator;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Whether an answer has the form of its reference, whatever it says: it ends a sentence as the reference does, names
 * something in code quotes when the reference does, is not much longer, and does not repeat itself.
 */
public final class AnswerForm {
    private static final double LENGTH_FACTOR_MAX = 3.0;

    private AnswerForm() {}

    public static boolean isLike(String reference, String answer) {
        String text = answer.strip();
        return !text.isEmpty() && (!endsSentence(reference.strip()) || endsSentence(text))
                && (reference.indexOf('`') < 0 || hasCode(text)) && sentences(text) <= sentences(reference) + 1
                && text.length() <= reference.length() * LENGTH_FACTOR_MAX + 40 && !repeats(text);
    }

    private static boolean endsSentence(String text) {
        return !text.isEmpty() && ".!?".indexOf(text.charAt(text.length() - 1)) >= 0;
    }

    private static boolean hasCode(String text) {
        int open = text.indexOf('`');
        int close = text.indexOf('`', open + 1);
        return open >= 0 && close > open + 1 && text.chars().filter(c -> c == '`').count() % 2 == 0;
    }

    private static int sentences(String text) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        breaks.setText(text);
        int count = 0;
        while (breaks.next() != BreakIterator.DONE) {
            count++;
        }
        return count;
    }

    /** Whether any three words in a row stand twice. */
    private static boolean repeats(String text) {
        String[] words = text.toLowerCase(Locale.ROOT).split("\\s+");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i + 3 <= words.length; i++) {
            if (!seen.add(String.join(" ", Arrays.copyOfRange(words, i, i + 3)))) {
                return true;
            }
        }
        return false;
    }
}

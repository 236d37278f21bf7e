package io.attune.index;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts text into sentences, the unit that is cited. A line break always ends one. */
public final class Sentences {
    private Sentences() {}

    /** The sentences' spans in order, without the white space around them; none is empty. */
    public static List<Span> of(String text) {
        List<Span> spans = new ArrayList<>();
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        int lineStart = 0;
        while (lineStart < text.length()) {
            int lineEnd = text.indexOf('\n', lineStart);
            lineEnd = lineEnd < 0 ? text.length() : lineEnd;
            addSentences(text, lineStart, lineEnd, sentences, spans);
            lineStart = lineEnd + 1;
        }
        return spans;
    }

    private static void addSentences(String text, int from, int to, BreakIterator sentences, List<Span> spans) {
        sentences.setText(text.substring(from, to));
        int start = sentences.first();
        for (int end = sentences.next(); end != BreakIterator.DONE; start = end, end = sentences.next()) {
            addTrimmed(text, from + start, from + end, spans);
        }
    }

    private static void addTrimmed(String text, int from, int to, List<Span> spans) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        if (end > start) {
            spans.add(new Span(start, end));
        }
    }
}

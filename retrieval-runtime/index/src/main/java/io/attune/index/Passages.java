package io.attune.index;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a revision into passages of about 1,200 characters at the ends of sentences: large enough to be found well;
 * answers cite sentences inside them.
 */
final class Passages {
    private static final int LENGTH_MAX = 1_200;

    private Passages() {}

    /** The passages in order. Every sentence is in exactly one, unless it is itself longer than a passage. */
    static List<Passage> of(IndexedDocument document) {
        List<Passage> passages = new ArrayList<>();
        Span open = null;
        for (Span sentence : Sentences.of(document.text())) {
            for (Span piece : pieces(sentence, document.text())) {
                if (open != null && piece.end() - open.start() <= LENGTH_MAX) {
                    open = new Span(open.start(), piece.end());
                } else {
                    if (open != null) {
                        passages.add(passage(document, open));
                    }
                    open = piece;
                }
            }
        }
        if (open != null || passages.isEmpty()) {
            passages.add(passage(document, open == null ? new Span(0, 0) : open));
        }
        return passages;
    }

    private static List<Span> pieces(Span sentence, String text) {
        if (sentence.length() <= LENGTH_MAX) {
            return List.of(sentence);
        }
        List<Span> pieces = new ArrayList<>();
        for (int start = sentence.start(); start < sentence.end();) {
            int end = Math.min(sentence.end(), start + LENGTH_MAX);
            if (end < sentence.end() && Character.isLowSurrogate(text.charAt(end))) {
                end--;
            }
            pieces.add(new Span(start, end));
            start = end;
        }
        return pieces;
    }

    private static Passage passage(IndexedDocument document, Span span) {
        return new Passage(document.id(), document.revision(), span, document.title(), span.in(document.text()),
                document.state());
    }
}

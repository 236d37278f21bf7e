package io.attune.retrieval.answer;

import java.util.ArrayList;
import java.util.List;

import io.attune.index.Span;
import io.attune.retrieval.Citation;

/** An answer under construction: sentences, each with the places that support it. */
final class Composition {
    private final StringBuilder text = new StringBuilder();
    private final List<Citation> citations = new ArrayList<>();

    /** Adds a sentence and the place in a page that supports it. */
    Composition say(String sentence, Page page, Span place) {
        Span said = append(sentence);
        citations.add(citation(page, place, said));
        return this;
    }

    /** Adds a second place that supports the sentence said last. */
    Composition citeAlso(Page page, Span place) {
        citations.add(citation(page, place, citations.getLast().supports()));
        return this;
    }

    /** Adds words that state nothing about the knowledge and so need no support. */
    Composition remark(String sentence) {
        append(sentence);
        return this;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    boolean isSupported() {
        return !citations.isEmpty();
    }

    String text() {
        return text.toString();
    }

    List<Citation> citations() {
        return List.copyOf(citations);
    }

    static Citation citation(Page page, Span place, Span supports) {
        return new Citation(page.revision().documentId(), page.revision().number(), page.revision().title(), place,
                place.in(page.text()), supports);
    }

    private Span append(String sentence) {
        if (!text.isEmpty()) {
            text.append(' ');
        }
        int start = text.length();
        text.append(sentence);
        return new Span(start, text.length());
    }
}

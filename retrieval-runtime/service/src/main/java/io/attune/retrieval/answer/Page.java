package io.attune.retrieval.answer;

import java.util.List;
import java.util.Optional;

import io.attune.index.DocumentState;
import io.attune.index.Fact;
import io.attune.index.Span;
import io.attune.retrieval.documents.Revision;

/** A document's newest revision with its text. */
record Page(Revision revision, String text) {

    boolean isRemoved() {
        return revision.state() == DocumentState.REMOVED;
    }

    Optional<Fact> fact(String key, String attribute) {
        return revision.facts().stream().filter(fact -> fact.key().equals(key) && fact.attribute().equals(
                attribute)).findFirst();
    }

    /** The keys this page has facts of, in the order they stand. */
    List<String> keys() {
        return revision.facts().stream().map(Fact::key).distinct().toList();
    }

    /** The whole line a span stands in, without the white space at its ends. */
    Span line(Span span) {
        int start = text.lastIndexOf('\n', Math.max(0, span.start() - 1)) + 1;
        if (span.start() == 0) {
            start = 0;
        }
        int end = text.indexOf('\n', span.end());
        end = end < 0 ? text.length() : end;
        while (end > span.end() && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        while (start < span.start() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        return new Span(start, end);
    }

    /** The first line: what the page is about. */
    Span head() {
        return line(new Span(0, 0));
    }
}

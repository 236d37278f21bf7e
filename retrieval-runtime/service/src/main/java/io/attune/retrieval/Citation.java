package io.attune.retrieval;

import io.attune.index.Span;

/**
 * A place in a stored revision that supports a part of an answer.
 *
 * @param document the document's id
 * @param revision its revision
 * @param title the document's title in that revision
 * @param span where the quote stands in the revision's text
 * @param quote exactly what stands there
 * @param supports the part of the answer's text that it supports
 */
public record Citation(String document, int revision, String title, Span span, String quote, Span supports) {
}

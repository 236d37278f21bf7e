package io.attune.index;

/**
 * A piece of one revision of one document, the unit that is found.
 *
 * @param documentId the document's stable id
 * @param revision the revision it was cut from, from 1
 * @param span where it stands in that revision's text
 * @param title the document's title
 * @param text exactly what stands at the span
 * @param state whether the document describes something that still is
 */
public record Passage(String documentId, int revision, Span span, String title, String text, DocumentState state) {
    public Passage {
        if (span.length() != text.length()) {
            throw new IllegalArgumentException("A passage's text is as long as its span: " + text.length() + " and "
                    + span.length() + " in " + documentId);
        }
    }
}

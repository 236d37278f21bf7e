package io.attune.index;

import org.jspecify.annotations.Nullable;

/**
 * An exact value read from a document, with the place it was read from.
 *
 * @param key what the value belongs to, such as {@code server.shutdown}
 * @param attribute which of its values, such as {@code default}, {@code type}, {@code description} or {@code status}
 * @param value the value as it stands in the text
 * @param unit the value's unit when it has one that is not part of the value, else null
 * @param documentId the document it stands in
 * @param revision the revision it was read from
 * @param span where the value stands in that revision's text; what stands there equals the value
 */
public record Fact(String key, String attribute, String value, @Nullable String unit, String documentId, int revision,
        Span span) {
    public Fact {
        if (key.isBlank() || attribute.isBlank()) {
            throw new IllegalArgumentException("A fact has a key and an attribute; those of " + documentId
                    + " are '" + key + "' and '" + attribute + "'");
        }
        if (span.length() != value.length()) {
            throw new IllegalArgumentException("The value of " + attribute + " of '" + key + "' is " + value.length()
                    + " long, its span " + span.length());
        }
    }
}

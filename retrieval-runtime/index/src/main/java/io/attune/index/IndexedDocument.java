package io.attune.index;

import java.util.List;

/**
 * One revision of a document as the index takes it.
 *
 * @param id the document's stable id
 * @param revision from 1
 * @param title what it is about
 * @param text the whole text
 * @param state whether what it describes still is
 * @param facts the exact values in it; each value stands at its span
 */
public record IndexedDocument(String id, int revision, String title, String text, DocumentState state,
        List<Fact> facts) {
    public IndexedDocument {
        facts = List.copyOf(facts);
        for (Fact fact : facts) {
            if (!fact.span().fits(text) || !fact.span().in(text).equals(fact.value())) {
                throw new IllegalArgumentException("The " + fact.attribute() + " '" + fact.value() + "' of '"
                        + fact.key() + "' does not stand at " + fact.span() + " of document " + id);
            }
        }
    }
}

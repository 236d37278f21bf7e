package io.attune.retrieval.documents;

import java.util.List;

/**
 * What a write did.
 *
 * @param documents one entry for each that was given, in that order
 * @param lsn the knowledge base's last change afterwards
 */
public record Written(List<Document> documents, long lsn) {
    public Written {
        documents = List.copyOf(documents);
    }

    /** How many had this outcome. */
    public int count(Outcome outcome) {
        return (int) documents.stream().filter(document -> document.outcome() == outcome).count();
    }

    /**
     * One document after the write.
     *
     * @param lsn its newest change
     */
    public record Document(String id, int revision, long lsn, Outcome outcome) {
    }

    /** What became of a draft. */
    public enum Outcome {
        ADDED,
        CHANGED,
        UNCHANGED
    }
}

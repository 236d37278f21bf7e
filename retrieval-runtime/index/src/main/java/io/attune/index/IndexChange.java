package io.attune.index;

/** One entry of a knowledge base's change log. */
public sealed interface IndexChange {

    /** The log sequence number: from 1, without gaps that matter, in commit order. */
    long lsn();

    String documentId();

    /** The document now has this revision, and no other is shown. */
    record Put(long lsn, IndexedDocument document) implements IndexChange {
        @Override
        public String documentId() {
            return document.id();
        }
    }

    /** The document is gone. */
    record Delete(long lsn, String documentId) implements IndexChange {
    }
}

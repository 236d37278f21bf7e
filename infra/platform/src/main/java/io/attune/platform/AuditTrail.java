package io.attune.platform;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import io.attune.kernel.ProjectId;
import org.jspecify.annotations.Nullable;

/** The trail that {@link Audit} wrote, to read and to check. Thread-safe. */
public interface AuditTrail {
    /** The media type under which heads are signed. */
    String HEAD_TYPE = "application/vnd.attune.audit-head+json";

    /**
     * Entries, newest first.
     *
     * @param subject of whom all entries shall be, or null for every subject
     * @param before only entries of a lower sequence, or null to begin with the newest
     */
    List<Entry> entries(ProjectId project, @Nullable String subject, @Nullable Long before, int atMost);

    /** Gives every entry to {@code reader}, oldest first, in constant memory. */
    void export(ProjectId project, Consumer<Entry> reader);

    /**
     * The end of the chain as it is now, signed by the platform's key: whoever keeps it can later prove what stood before.
     * Empty while nothing was recorded.
     */
    Optional<SignedEnvelope> head(ProjectId project);

    /**
     * Walks the whole chain, page by page, and holds it against every head that was anchored in the object store. Entries
     * that are appended meanwhile do not disturb.
     */
    Verdict verify(ProjectId project);

    /**
     * One entry, as it stands in the database. Its hash is the SHA-256 of the canonical JSON of the list (project, sequence,
     * at, actor, action, subject, detail, previousHash); the first has 64 zeros before it.
     */
    record Entry(String project, long sequence, Instant at, String actor, String action, String subject,
            String detail, String previousHash, String hash) {
    }

    /**
     * What a check found.
     *
     * @param intact whether there are no findings
     * @param entries how many stand in a whole chain from the first on
     * @param headHash of the last of them
     * @param anchors how many anchored heads the chain was held against
     * @param findings the first entry at which the chain is broken, then anchors that are themselves not to be trusted
     */
    record Verdict(boolean intact, long entries, String headHash, int anchors, List<Finding> findings) {
        public Verdict {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Something that is not as it was recorded.
     *
     * @param sequence of the entry, or 0 where it is about no entry
     * @param message names the entry and what is wrong with it
     */
    record Finding(Kind kind, long sequence, String message) {}

    /** What is wrong. */
    enum Kind {
        /** The entry's content is not what its hash says. */
        ALTERED,
        /** An entry is not there. */
        MISSING,
        /** The entry stands in another's place, or does not follow the one before it. */
        OUT_OF_ORDER,
        /** The entry was never appended by the platform. */
        ADDED,
        /** The chain holds in itself, yet is not the one whose head was anchored. */
        REWRITTEN,
        /** An anchor cannot be read, bears no signature of ours, or an anchor before it is gone. */
        ANCHOR
    }
}

package io.attune.platform.audit;

import java.time.Instant;
import java.util.List;

import io.attune.kernel.CanonicalJson;
import io.attune.platform.AuditTrail.Entry;

/** How an entry's hash covers the entry and the one before it. */
final class ChainHash {
    /** What stands before the first entry. */
    static final String FIRST = "0".repeat(64);

    private ChainHash() {}

    static String of(String project, long sequence, Instant at, String actor, String action, String subject,
            String detail, String previous) {
        return CanonicalJson.digest(List.of(project, sequence, at.toString(), actor, action, subject, detail,
                previous)).hex();
    }

    /** What the hash of an entry would be, were it the one of this sequence. */
    static String of(Entry entry, long sequence) {
        return of(entry.project(), sequence, entry.at(), entry.actor(), entry.action(), entry.subject(),
                entry.detail(), entry.previousHash());
    }
}

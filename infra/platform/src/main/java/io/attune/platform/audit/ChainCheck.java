package io.attune.platform.audit;

import java.util.Map;
import java.util.Optional;

import io.attune.platform.AuditTrail.Entry;
import io.attune.platform.AuditTrail.Finding;
import io.attune.platform.AuditTrail.Kind;
import org.jspecify.annotations.Nullable;

/** Follows one chain from its first entry to its end and tells where it breaks. Pure; for one walk. */
final class ChainCheck {
    /** How far from its place a moved entry is looked for. */
    private static final int MOVED_MAX = 1_000;

    private final Map<Long, Anchors.Anchored> anchored;
    private long entries;
    private String last = ChainHash.FIRST;

    /** @param anchored heads that were anchored, by sequence */
    ChainCheck(Map<Long, Anchors.Anchored> anchored) {
        this.anchored = Map.copyOf(anchored);
    }

    /** How many entries were found whole. */
    long entries() {
        return entries;
    }

    /** The hash of the last of them. */
    String lastHash() {
        return last;
    }

    /** Takes the next entry by sequence. */
    Optional<Finding> next(Entry entry) {
        long expected = entries + 1;
        if (entry.sequence() < expected) {
            return found(Kind.ADDED, entry.sequence(), "has a number that was never given");
        }
        if (entry.sequence() > expected) {
            return found(Kind.MISSING, expected, "is missing; entry " + entry.sequence() + " comes in its place");
        }
        if (!ChainHash.of(entry, expected).equals(entry.hash())) {
            return changed(entry);
        }
        if (!entry.previousHash().equals(last)) {
            return entries == 0
                    ? found(Kind.ALTERED, 1, "is the first and names one before it")
                    : found(Kind.ALTERED, entries, "was replaced: entry " + expected + " was appended after another");
        }
        Anchors.Anchored anchor = anchored.get(expected);
        if (anchor != null && !anchor.hash().equals(entry.hash())) {
            return found(Kind.REWRITTEN, expected, "is not the one that was anchored on " + anchor.day()
                    + ": the chain up to it was written anew");
        }
        entries = expected;
        last = entry.hash();
        return Optional.empty();
    }

    /**
     * Takes the end of the chain.
     *
     * @param head what the platform noted as the last entry before the walk began, or null when it noted nothing
     */
    Optional<Finding> end(@Nullable Head head) {
        long noted = head == null ? 0 : head.sequence();
        if (noted > entries) {
            return found(Kind.MISSING, entries + 1, "is missing; the chain was " + noted + " entries long");
        }
        if (noted < entries) {
            return found(Kind.ADDED, noted + 1, "was not appended by the platform; its chain ends at " + noted);
        }
        if (head != null && !head.hash().equals(last)) {
            return found(Kind.ALTERED, entries, "is the last and was replaced: its hash is not the one that was noted");
        }
        return anchored.values().stream().filter(anchor -> anchor.sequence() > entries).findFirst().flatMap(
                anchor -> found(Kind.MISSING, entries + 1, "is missing; the chain was " + anchor.sequence()
                        + " entries long on " + anchor.day()));
    }

    private static Optional<Finding> changed(Entry entry) {
        long from = Math.max(1, entry.sequence() - MOVED_MAX);
        for (long place = from; place <= entry.sequence() + MOVED_MAX; place++) {
            if (ChainHash.of(entry, place).equals(entry.hash())) {
                return found(Kind.OUT_OF_ORDER, entry.sequence(), "stands out of order: it was appended as entry "
                        + place);
            }
        }
        return found(Kind.ALTERED, entry.sequence(), "was altered: its content is not what its hash says");
    }

    private static Optional<Finding> found(Kind kind, long sequence, String what) {
        return Optional.of(new Finding(kind, sequence, "Entry " + sequence + " " + what));
    }

    /** The last entry as the platform noted it. */
    record Head(long sequence, String hash) {}
}

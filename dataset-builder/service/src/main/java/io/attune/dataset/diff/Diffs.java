package io.attune.dataset.diff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.attune.dataset.DatasetVersion;
import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.store.Manifest;
import io.attune.dataset.store.VersionReader;
import io.attune.kernel.Digest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Compares versions. Thread-safe. */
@Component
class Diffs {
    /** How many records one page looks at before it says "go on". */
    private static final long SCAN_MAX = 200_000;
    private static final int KEPT_MAX = 200;

    private final VersionReader reader;
    /** Versions never change, so neither do their differences. */
    private final Map<Pair, DiffSummary> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Pair, DiffSummary> eldest) {
            return size() > KEPT_MAX;
        }
    };

    private record Pair(String project, String name, Digest base, Digest head, int from, int to) {}

    Diffs(VersionReader reader) {
        this.reader = reader;
    }

    /** A page of changes, and the sort key behind which the next begins, or null at the end. */
    record Changes(List<Change> items, @Nullable String next) {}

    /** The figures; reads both versions once and remembers. */
    DiffSummary summary(DatasetVersionRef base, DatasetVersionRef head) {
        Pair pair = new Pair(base.project().value(), base.name(), base.digest(), head.digest(), base.number(),
                head.number());
        synchronized (known) {
            DiffSummary standing = known.get(pair);
            if (standing != null) {
                return standing;
            }
        }
        DiffSummary made = compare(base, head);
        synchronized (known) {
            known.put(pair, made);
        }
        return made;
    }

    private DiffSummary compare(DatasetVersionRef base, DatasetVersionRef head) {
        Comparison comparison = new Comparison(reader, base, head, "");
        DiffSummary.Tally tally = new DiffSummary.Tally();
        while (comparison.hasNextKey()) {
            comparison.nextKey().forEach(tally::add);
        }
        Manifest before = reader.manifest(base);
        Manifest after = reader.manifest(head);
        return new DiffSummary(version(base, before), version(head, after), tally.added, tally.removed, tally.moved,
                tally.changed, comparison.unchanged(), tally.ways, before.profile().tokens(),
                after.profile().tokens(), DiffSummary.shifts(before.profile(), after.profile()),
                before.planDigest().equals(after.planDigest()));
    }

    private static DiffSummary.Version version(DatasetVersionRef ref, Manifest manifest) {
        return new DiffSummary.Version(ref.name(), ref.number(), ref.digest().toString(),
                manifest.splits().values().stream().mapToLong(DatasetVersion.SplitCount::examples).sum());
    }

    /**
     * Changes in the order of source and key.
     *
     * @param kind which, or null for all
     * @param after behind which sort key to begin; empty for the beginning
     */
    Changes changes(DatasetVersionRef base, DatasetVersionRef head, Change.@Nullable Kind kind, String after,
            int limit) {
        Comparison comparison = new Comparison(reader, base, head, after);
        List<Change> items = new ArrayList<>();
        while (comparison.hasNextKey() && items.size() < limit && comparison.read() < SCAN_MAX) {
            for (Change change : comparison.nextKey()) {
                if (kind == null || change.kind() == kind) {
                    items.add(change);
                }
            }
        }
        return new Changes(items, comparison.hasNextKey() ? comparison.last() : null);
    }
}

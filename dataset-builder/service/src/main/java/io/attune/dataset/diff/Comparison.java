package io.attune.dataset.diff;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.diff.Change.Kind;
import io.attune.dataset.store.LineReader;
import io.attune.dataset.store.Manifest;
import io.attune.dataset.store.Outcome;
import io.attune.dataset.store.Outcome.Kept;
import io.attune.dataset.store.VersionReader;
import io.attune.pipeline.Drop;
import org.jspecify.annotations.Nullable;

/** Merges the outcomes of two versions from some key on. Not thread-safe. */
final class Comparison {
    private final Side base;
    private final Side head;
    private final Deque<Change> ready = new ArrayDeque<>();
    private String last = "";
    private long unchanged;
    private long read;

    /** @param after the sort key behind which to begin; empty for the beginning */
    Comparison(VersionReader reader, DatasetVersionRef base, DatasetVersionRef head, String after) {
        this.base = new Side(reader.linesNear(base, Manifest.OUTCOMES, after), after);
        this.head = new Side(reader.linesNear(head, Manifest.OUTCOMES, after), after);
    }

    /** The sort key up to which everything has been compared. */
    String last() {
        return last;
    }

    /** How many examples so far are the same in both. */
    long unchanged() {
        return unchanged;
    }

    /** How many records were looked at. */
    long read() {
        return read;
    }

    /** Whether there is more to compare. */
    boolean hasNextKey() {
        return base.next != null || head.next != null;
    }

    /** Every change of the next key; often none. */
    List<Change> nextKey() {
        String key = smaller(base.next, head.next);
        List<Outcome> before = base.take(key);
        List<Outcome> after = head.take(key);
        read += before.size() + after.size();
        last = key;
        compare(before, after);
        List<Change> changes = List.copyOf(ready);
        ready.clear();
        return changes;
    }

    private static String smaller(@Nullable Outcome a, @Nullable Outcome b) {
        if (a == null || b == null) {
            return a != null ? a.sortKey() : b != null ? b.sortKey() : "";
        }
        return a.compareTo(b) <= 0 ? a.sortKey() : b.sortKey();
    }

    /** Pairs equal ids first, then what is left in order. */
    private void compare(List<Outcome> before, List<Outcome> after) {
        List<Outcome> restBefore = new ArrayList<>(before.stream().filter(d -> d.kept() != null).toList());
        List<Outcome> restAfter = new ArrayList<>();
        for (Outcome now : after) {
            if (now.kept() != null && !pair(restBefore, now)) {
                restAfter.add(now);
            }
        }
        int both = Math.min(restBefore.size(), restAfter.size());
        for (int i = 0; i < both; i++) {
            add(Kind.CHANGED, restBefore.get(i), restBefore.get(i).kept(), restAfter.get(i).kept(), null);
        }
        for (Outcome gone : restBefore.subList(both, restBefore.size())) {
            add(Kind.REMOVED, gone, gone.kept(), null, drop(after));
        }
        for (Outcome came : restAfter.subList(both, restAfter.size())) {
            add(Kind.ADDED, came, null, came.kept(), drop(before));
        }
    }

    private boolean pair(List<Outcome> before, Outcome now) {
        Kept kept = now.kept();
        for (int i = 0; i < before.size(); i++) {
            Kept was = before.get(i).kept();
            if (kept != null && was != null && was.id().equals(kept.id())) {
                before.remove(i);
                if (was.split() == kept.split()) {
                    unchanged++;
                } else {
                    add(Kind.MOVED, now, was, kept, null);
                }
                return true;
            }
        }
        return false;
    }

    private void add(Kind kind, Outcome of, @Nullable Kept was, @Nullable Kept is, @Nullable Drop drop) {
        ready.add(new Change(kind, of.source(), of.key(), was, is, drop));
    }

    private static @Nullable Drop drop(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (outcome.drop() != null) {
                return outcome.drop();
            }
        }
        return null;
    }

    /** One version's outcomes, the next one known. */
    private static final class Side {
        private final LineReader lines;
        private @Nullable Outcome next;

        Side(LineReader lines, String after) {
            this.lines = lines;
            this.next = read();
            while (!after.isEmpty() && next != null && next.sortKey().compareTo(after) <= 0) {
                next = read();
            }
        }

        private @Nullable Outcome read() {
            return lines.hasNext() ? Outcome.read(lines.next()) : null;
        }

        List<Outcome> take(String key) {
            List<Outcome> taken = new ArrayList<>();
            for (Outcome now = next; now != null && now.sortKey().equals(key); now = next) {
                taken.add(now);
                next = read();
            }
            return taken;
        }
    }
}

package io.attune.dataset.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.store.LineReader;
import io.attune.dataset.store.Manifest;
import io.attune.dataset.store.StoredExample;
import io.attune.dataset.store.VersionReader;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Split;
import io.attune.pipeline.curate.TracedJson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Pages through examples and drops. Thread-safe. */
@Component
class Browser {
    /** How many lines one page looks at before it says "go on". */
    private static final long SCAN_MAX = 20_000;

    private final VersionReader reader;

    Browser(VersionReader reader) {
        this.reader = reader;
    }

    /**
     * What was found.
     *
     * @param next where the next page begins, or null at the end
     * @param scanned how many lines were looked at
     */
    record Found<T>(List<T> items, @Nullable Position next, long scanned) {}

    /** A line in one of the splits that are searched. */
    record Position(int split, long line) {
        static Position parse(String text) {
            if (!text.matches("[0-9]:[0-9]{1,15}")) {
                throw new IllegalArgumentException("'" + text + "' is not a position");
            }
            int colon = text.indexOf(':');
            return new Position(Integer.parseInt(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
        }

        @Override
        public String toString() {
            return split + ":" + line;
        }
    }

    /** Examples that a filter accepts, split by split, in the order of ids. */
    Found<CuratedExample> examples(DatasetVersionRef ref, List<Split> splits, ExampleFilter filter, Position from,
            int limit) {
        List<CuratedExample> items = new ArrayList<>();
        long scanned = 0;
        for (int split = from.split(); split < splits.size(); split++) {
            Split now = splits.get(split);
            LineReader lines = reader.lines(ref, Manifest.records(now), split == from.split() ? from.line() : 0);
            long before = lines.position();
            boolean more = collect(lines, items, limit, SCAN_MAX - scanned, filter.words()::mayBeIn,
                    line -> StoredExample.read(line, now), example -> filter.accepts(example.example()));
            scanned += lines.position() - before;
            if (more) {
                return new Found<>(items, new Position(split, lines.position()), scanned);
            }
            if (split + 1 < splits.size() && (items.size() >= limit || scanned >= SCAN_MAX)) {
                return new Found<>(items, new Position(split + 1, 0), scanned);
            }
        }
        return new Found<>(items, null, scanned);
    }

    /** Entries of the drop ledger that a filter accepts, in the ledger's order. */
    Found<Drop> drops(DatasetVersionRef ref, Words words, Predicate<Drop> filter, long from, int limit) {
        List<Drop> items = new ArrayList<>();
        LineReader lines = reader.lines(ref, Manifest.DROPS, from);
        long before = lines.position();
        boolean more = collect(lines, items, limit, SCAN_MAX, words::mayBeIn, TracedJson::readDrop, filter);
        return new Found<>(items, more ? new Position(0, lines.position()) : null, lines.position() - before);
    }

    /** Returns whether there are lines left. */
    private static <T> boolean collect(LineReader lines, List<T> items, int limit, long scanMax,
            Predicate<String> worthReading, Function<String, T> read, Predicate<T> wanted) {
        long end = lines.position() + scanMax;
        while (items.size() < limit && lines.position() < end && lines.hasNext()) {
            String line = lines.next();
            if (worthReading.test(line)) {
                T item = read.apply(line);
                if (wanted.test(item)) {
                    items.add(item);
                }
            }
        }
        return lines.hasNext();
    }
}

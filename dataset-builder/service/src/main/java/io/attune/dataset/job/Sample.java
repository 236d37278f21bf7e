package io.attune.dataset.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

import io.attune.kernel.Digest;
import io.attune.pipeline.source.SourceItem;

/** The records of one source whose keys have the smallest digests: the same in whatever order they come. Thread-safe. */
final class Sample {
    private final int most;
    private final PriorityQueue<Drawn> drawn = new PriorityQueue<>(Comparator.comparing(Drawn::rank).reversed());
    private long seen;

    private record Drawn(String rank, SourceItem item) {}

    /** @param most how many to keep */
    Sample(int most) {
        this.most = most;
    }

    void offer(String source, SourceItem item) {
        String key = switch (item) {
            case SourceItem.Good good -> good.example().key();
            case SourceItem.Bad bad -> bad.key();
        };
        Drawn candidate = new Drawn(Digest.of(source + "/" + key).hex(), item);
        synchronized (this) {
            seen++;
            drawn.add(candidate);
            if (drawn.size() > most) {
                drawn.remove();
            }
        }
    }

    /** How many records were offered. */
    synchronized long seen() {
        return seen;
    }

    /** The first of those kept, by digest. */
    synchronized List<SourceItem> first(long count) {
        List<Drawn> ordered = new ArrayList<>(drawn);
        ordered.sort(Comparator.comparing(Drawn::rank));
        return ordered.stream().limit(count).map(Drawn::item).toList();
    }
}

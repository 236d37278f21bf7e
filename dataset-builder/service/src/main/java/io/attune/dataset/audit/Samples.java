package io.attune.dataset.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.Datasets;
import io.attune.kernel.Digest;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Split;
import org.springframework.stereotype.Component;

/** Draws samples of versions. The same version, size and seed give the same sample. */
@Component
class Samples {
    private final Datasets datasets;

    Samples(Datasets datasets) {
        this.datasets = datasets;
    }

    /**
     * A sample.
     *
     * @param sizes how many examples each stratum has
     * @param examples by stratum, then id
     */
    record Sample(SortedMap<Part, Long> sizes, List<CuratedExample> examples) {}

    /** The ids of a stratum with the smallest keys. */
    private record Ranked(Digest key, Digest id) {}

    Sample draw(DatasetVersionRef ref, int size, long seed) {
        TreeMap<Part, Long> sizes = new TreeMap<>();
        TreeMap<Part, PriorityQueue<Ranked>> ranked = new TreeMap<>();
        each(ref, example -> {
            Part part = part(example);
            sizes.merge(part, 1L, Long::sum);
            PriorityQueue<Ranked> best = ranked.computeIfAbsent(part, p -> new PriorityQueue<>(Comparator.comparing(
                    Ranked::key).reversed()));
            best.add(new Ranked(Digest.of(seed + " " + example.id().hex()), example.id()));
            if (best.size() > size) {
                best.poll();
            }
        });
        Set<Digest> chosen = new HashSet<>();
        Allocation.of(sizes, size).forEach((part, count) -> ranked.getOrDefault(part,
                new PriorityQueue<>()).stream().sorted(Comparator.comparing(Ranked::key)).limit(count).forEach(
                        one -> chosen.add(one.id())));
        List<CuratedExample> examples = new ArrayList<>();
        each(ref, example -> {
            if (chosen.contains(example.id())) {
                examples.add(example);
            }
        });
        examples.sort(Comparator.comparing(Samples::part).thenComparing(CuratedExample::id));
        return new Sample(sizes, examples);
    }

    static Part part(CuratedExample example) {
        return new Part(example.example().source(), example.split());
    }

    private void each(DatasetVersionRef ref, Consumer<CuratedExample> taker) {
        for (Split split : Split.values()) {
            try (Stream<CuratedExample> examples = datasets.examples(ref, split)) {
                examples.forEach(taker);
            }
        }
    }
}

package io.attune.dataset.store;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.attune.pipeline.CuratedExample;

/**
 * What a version is made of, in counts; the base of comparing two versions.
 *
 * @param counts how many examples have each value, by {@code source}, {@code lang} and {@code attribute:<name>};
 *     attributes of more than {@value #VALUES_MAX} values are left out
 * @param tokens of one example
 */
public record Profile(SortedMap<String, SortedMap<String, Long>> counts, Tokens tokens) {
    private static final int VALUES_MAX = 50;

    /** The shortest, the median (nearest rank), the 95th percentile (nearest rank), the longest, and all together. */
    public record Tokens(int least, int median, int p95, int most, long total) {}

    static Profile of(List<CuratedExample> examples) {
        TreeMap<String, SortedMap<String, Long>> counts = new TreeMap<>();
        for (CuratedExample curated : examples) {
            add(counts, "source", curated.example().source());
            String language = curated.example().language();
            if (language != null) {
                add(counts, "lang", language);
            }
            for (Map.Entry<String, String> attribute : curated.example().attributes().entrySet()) {
                add(counts, "attribute:" + attribute.getKey(), attribute.getValue());
            }
        }
        counts.values().removeIf(values -> values.size() > VALUES_MAX);
        int[] sorted = examples.stream().mapToInt(CuratedExample::tokens).sorted().toArray();
        long total = examples.stream().mapToLong(CuratedExample::tokens).sum();
        return new Profile(counts, sorted.length == 0
                ? new Tokens(0, 0, 0, 0, 0)
                : new Tokens(sorted[0], rank(sorted, 50), rank(sorted, 95), sorted[sorted.length - 1], total));
    }

    /** Counts up to one value too many: enough to know that there are too many. */
    private static void add(TreeMap<String, SortedMap<String, Long>> counts, String field, String value) {
        SortedMap<String, Long> values = counts.computeIfAbsent(field, f -> new TreeMap<>());
        if (values.containsKey(value) || values.size() <= VALUES_MAX) {
            values.merge(value, 1L, Long::sum);
        }
    }

    private static int rank(int[] sorted, int percent) {
        return sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1)];
    }
}

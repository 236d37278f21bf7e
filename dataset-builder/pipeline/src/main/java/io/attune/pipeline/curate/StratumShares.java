package io.attune.pipeline.curate;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Split;

/**
 * How one value of an attribute is spread over the splits: whether a stratified split came out as wanted.
 *
 * @param value the attribute's value, empty for examples without it
 * @param examples how many each split has; every split is there
 */
public record StratumShares(String value, Map<Split, Long> examples) {
    public StratumShares {
        examples = Collections.unmodifiableMap(new EnumMap<>(examples));
    }

    /** One row for each value, sorted. */
    public static List<StratumShares> of(List<CuratedExample> examples, String attribute) {
        Map<String, Map<Split, Long>> rows = new TreeMap<>();
        for (CuratedExample curated : examples) {
            String value = curated.example().attributes().getOrDefault(attribute, "");
            rows.computeIfAbsent(value, v -> none()).merge(curated.split(), 1L, Long::sum);
        }
        return rows.entrySet().stream().map(row -> new StratumShares(row.getKey(), row.getValue())).toList();
    }

    /** The part of the value's examples that a split has, from 0 to 1. */
    public double share(Split split) {
        long all = examples.values().stream().mapToLong(Long::longValue).sum();
        return all == 0 ? 0 : examples.getOrDefault(split, 0L) / (double) all;
    }

    private static Map<Split, Long> none() {
        Map<Split, Long> none = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            none.put(split, 0L);
        }
        return none;
    }
}

package io.attune.orchestrator.evaluation;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import io.attune.kernel.Interval;
import io.attune.kernel.statistics.MeanInterval;
import io.attune.kernel.statistics.PairedDifference;
import io.attune.orchestrator.recipe.Recipe.Measure;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation found: means with 95 % intervals, and differences of arms paired by question. The same answers give the same
 * report, in whatever order they come.
 */
public final class Report {
    /** Makes intervals repeatable; any fixed value does. */
    static final long SEED = 20_220_101L;
    static final double LEVEL = 0.95;

    private final Map<Key, NavigableMap<String, Double>> values = new HashMap<>();
    private final Map<String, SortedSet<String>> items = new HashMap<>();
    private final Map<String, Map<String, String>> attributes;

    /** A report of examples of which nothing more is known: it has no slices. */
    Report(List<EvaluationStore.Row> rows) {
        this(rows, Map.of());
    }

    /** @param attributes of the examples, by their id: what slices are cut by */
    Report(List<EvaluationStore.Row> rows, Map<String, Map<String, String>> attributes) {
        this.attributes = Map.copyOf(attributes);
        for (EvaluationStore.Row row : rows) {
            items.computeIfAbsent(row.suite(), _ -> new TreeSet<>()).add(row.item());
            row.measures().forEach((measure, value) -> values.computeIfAbsent(new Key(row.arm(), row.suite(),
                    measure), _ -> new TreeMap<>()).put(row.item(), value));
        }
    }

    private record Key(String arm, String suite, Measure measure) {}

    /** One figure of the report. */
    public record Figure(String arm, String suite, String measure, Interval interval, int examples) {}

    /** The examples whose attribute has a value. */
    record Slice(String attribute, String value) {
        @Override
        public String toString() {
            return attribute + "=" + value;
        }
    }

    /**
     * Two arms on the same examples.
     *
     * @param missing examples that one side was measured on and the other was not
     */
    record Pairing(PairedDifference difference, int examples, int missing) {}

    /** Every figure that was measured, in order of arm, suite and measure. */
    public List<Figure> figures() {
        return values.keySet().stream().map(key -> figure(key.arm(), key.suite(), key.measure()).orElseThrow()).sorted(
                Comparator.comparing(Figure::arm).thenComparing(Figure::suite).thenComparing(
                        Figure::measure)).toList();
    }

    /** One figure, or empty when nothing was measured there. */
    public Optional<Figure> figure(String arm, String suite, Measure measure) {
        return figure(arm, suite, measure, null, LEVEL);
    }

    /** The same of a slice, with an interval of another level. */
    Optional<Figure> figure(String arm, String suite, Measure measure, @Nullable Slice slice, double level) {
        double[] of = values(arm, suite, measure, slice).values().stream().mapToDouble(
                Double::doubleValue).toArray();
        return of.length == 0
                ? Optional.empty()
                : Optional.of(new Figure(arm, suite, measure.toString(), MeanInterval.of(of, level, SEED), of.length));
    }

    /** The interval of {@code arm - other} over the questions both were measured on, or empty when there are none. */
    public Optional<Interval> difference(String arm, String other, String suite, Measure measure) {
        return pairing(arm, other, suite, measure, null).map(pairing -> pairing.difference().interval(LEVEL));
    }

    /** {@code arm - other} on the examples of a slice that both were measured on, or empty when there are none. */
    Optional<Pairing> pairing(String arm, String other, String suite, Measure measure, @Nullable Slice slice) {
        NavigableMap<String, Double> left = values(arm, suite, measure, slice);
        NavigableMap<String, Double> right = values(other, suite, measure, slice);
        TreeSet<String> both = new TreeSet<>(left.keySet());
        both.retainAll(right.keySet());
        if (both.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Pairing(PairedDifference.of(both.stream().mapToDouble(left::get).toArray(),
                both.stream().mapToDouble(right::get).toArray(), SEED), both.size(), left.size() + right.size() - 2
                        * both.size()));
    }

    /** The values that an attribute has among the examples of a suite. */
    SortedSet<String> valuesOf(String suite, String attribute) {
        TreeSet<String> found = new TreeSet<>();
        items.getOrDefault(suite, new TreeSet<>()).stream().map(item -> attributes.getOrDefault(item, Map.of()).get(
                attribute)).filter(Objects::nonNull).forEach(found::add);
        return found;
    }

    private NavigableMap<String, Double> values(String arm, String suite, Measure measure, @Nullable Slice slice) {
        NavigableMap<String, Double> all = values.getOrDefault(new Key(arm, suite, measure), new TreeMap<>());
        if (slice == null) {
            return all;
        }
        NavigableMap<String, Double> some = new TreeMap<>(all);
        some.keySet().removeIf(item -> !slice.value().equals(attributes.getOrDefault(item, Map.of()).get(
                slice.attribute())));
        return some;
    }
}

package io.attune.orchestrator.evaluation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

import io.attune.kernel.Interval;
import io.attune.kernel.statistics.MeanInterval;
import io.attune.orchestrator.recipe.Recipe.Measure;

/** What an evaluation found: means with 95 % intervals, and differences of arms paired by question. */
public final class Report {
    /** Makes intervals repeatable; any fixed value does. */
    private static final long SEED = 20_220_101L;
    private static final double LEVEL = 0.95;

    private final List<EvaluationStore.Row> rows;

    Report(List<EvaluationStore.Row> rows) {
        this.rows = rows;
    }

    /** One figure of the report. */
    public record Figure(String arm, String suite, String measure, Interval interval, int examples) {}

    /** Every figure that was measured, in order of arm, suite and measure. */
    public List<Figure> figures() {
        record Key(String arm, String suite, Measure measure) {}
        return rows.stream().flatMap(row -> row.measures().keySet().stream().map(m -> new Key(row.arm(), row.suite(),
                m))).distinct().map(key -> figure(key.arm(), key.suite(), key.measure()).orElseThrow()).sorted(
                        java.util.Comparator.comparing(Figure::arm).thenComparing(Figure::suite).thenComparing(
                                Figure::measure)).toList();
    }

    /** One figure, or empty when nothing was measured there. */
    public Optional<Figure> figure(String arm, String suite, Measure measure) {
        double[] values = values(arm, suite, measure).values().stream().mapToDouble(Double::doubleValue).toArray();
        return values.length == 0
                ? Optional.empty()
                : Optional.of(new Figure(arm, suite, measure.toString(), MeanInterval.of(values, LEVEL, SEED),
                        values.length));
    }

    /** The interval of {@code arm - other} over the questions both were measured on, or empty when there are none. */
    public Optional<Interval> difference(String arm, String other, String suite, Measure measure) {
        Map<String, Double> left = values(arm, suite, measure);
        Map<String, Double> right = values(other, suite, measure);
        TreeSet<String> both = new TreeSet<>(left.keySet());
        both.retainAll(right.keySet());
        if (both.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(MeanInterval.ofDifference(both.stream().mapToDouble(left::get).toArray(),
                both.stream().mapToDouble(right::get).toArray(), LEVEL, SEED));
    }

    private Map<String, Double> values(String arm, String suite, Measure measure) {
        Map<String, Double> values = new TreeMap<>();
        for (EvaluationStore.Row row : rows) {
            Double value = row.measures().get(measure);
            if (value != null && row.arm().equals(arm) && row.suite().equals(suite)) {
                values.put(row.item(), value);
            }
        }
        return values;
    }
}

package io.attune.pipeline.step;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.attune.kernel.Digest;
import io.attune.pipeline.Example;
import io.attune.pipeline.settings.Settings;

/**
 * Mixes sources in proportion. Of a source with n examples (after its cap {@code atMost}) the share is weight · n^{@code
 * temperature}, as multilingual models sample languages (Conneau and Lample 2019): 1 keeps the sources as they are, 0
 * makes them equal. Nothing is repeated: the source that is scarcest against its share stays whole, and the others are cut
 * to their proportion of it, but never to nothing.
 *
 * <p>Which examples stay is decided by a hash of the seed and the example's id, so it does not depend on their order, and
 * a changed cap keeps the same ones first.
 */
final class Mix implements Step.OfDataset {
    static final String NAME = "mix";

    private final double temperature;
    private final SortedMap<String, Double> atMost;
    private final SortedMap<String, Double> weights;
    private final long seed;

    private Mix(double temperature, SortedMap<String, Double> atMost, SortedMap<String, Double> weights, long seed) {
        this.temperature = temperature;
        this.atMost = atMost;
        this.weights = weights;
        this.seed = seed;
    }

    static Mix of(Settings settings, StepContext context) {
        return new Mix(settings.decimal("temperature", 0, 1, 1), settings.decimals("atMost", 1, 1e12),
                settings.decimals("weights", 0.001, 1_000), context.seed());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Map<String, Object> parameters() {
        return Map.of("temperature", Settings.plain(temperature), "atMost", plain(atMost), "weights", plain(weights));
    }

    @Override
    public List<Verdict> judge(List<Example> examples) {
        SortedMap<String, List<Ranked>> bySource = new TreeMap<>();
        for (int i = 0; i < examples.size(); i++) {
            Example example = examples.get(i);
            bySource.computeIfAbsent(example.source(), s -> new ArrayList<>()).add(
                    new Ranked(Digest.of(seed + "\u0000mix\u0000" + example.id().hex()), i));
        }
        SortedMap<String, Long> quotas = quotas(bySource);
        List<Verdict> verdicts = new ArrayList<>(Collections.nCopies(examples.size(), Verdict.KEEP));
        bySource.forEach((source, all) -> {
            long cap = cap(source, all.size());
            long quota = quotas.getOrDefault(source, 0L);
            List<Ranked> ranked = all.stream().sorted(Comparator.comparing(Ranked::rank).thenComparingInt(
                    Ranked::index)).toList();
            for (int i = (int) quota; i < ranked.size(); i++) {
                verdicts.set(ranked.get(i).index(), i >= cap
                        ? Verdict.drop("over-cap", "source '" + source + "' has " + all.size() + ", at most " + cap)
                        : Verdict.drop("over-share", "source '" + source + "' has " + all.size() + ", its share is "
                                + quota));
            }
        });
        return verdicts;
    }

    private SortedMap<String, Long> quotas(SortedMap<String, List<Ranked>> bySource) {
        SortedMap<String, Double> shares = new TreeMap<>();
        double scale = Double.POSITIVE_INFINITY;
        for (var entry : bySource.entrySet()) {
            double there = cap(entry.getKey(), entry.getValue().size());
            double share = weights.getOrDefault(entry.getKey(), 1.0) * StrictMath.pow(there, temperature);
            shares.put(entry.getKey(), share);
            scale = Math.min(scale, there / share);
        }
        SortedMap<String, Long> quotas = new TreeMap<>();
        for (var entry : shares.entrySet()) {
            long there = cap(entry.getKey(), bySource.getOrDefault(entry.getKey(), List.of()).size());
            quotas.put(entry.getKey(), Math.clamp(Math.round(scale * entry.getValue()), 1L, there));
        }
        return quotas;
    }

    private long cap(String source, long there) {
        return Math.min(there, atMost.getOrDefault(source, (double) there).longValue());
    }

    private static Map<String, Number> plain(SortedMap<String, Double> numbers) {
        Map<String, Number> plain = new TreeMap<>();
        numbers.forEach((name, number) -> plain.put(name, Settings.plain(number)));
        return plain;
    }

    private record Ranked(Digest rank, int index) {}
}

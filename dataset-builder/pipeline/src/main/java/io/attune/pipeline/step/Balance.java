package io.attune.pipeline.step;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.attune.kernel.Digest;
import io.attune.pipeline.Example;
import io.attune.pipeline.settings.Settings;

/**
 * Keeps at most so many examples of each value of an attribute: those whose hash with the seed comes first. Examples
 * without the attribute all stay.
 */
final class Balance implements Step.OfDataset {
    static final String NAME = "balance";

    private final String attribute;
    private final long atMost;
    private final long seed;

    private Balance(String attribute, long atMost, long seed) {
        this.attribute = attribute;
        this.atMost = atMost;
        this.seed = seed;
    }

    static Balance of(Settings settings, StepContext context) {
        String by = settings.text("by");
        long atMost = settings.number("atMost", 1, Integer.MAX_VALUE, 0);
        if (atMost == 0) {
            settings.problem("atMost", "'atMost' is missing or wrong", "Write how many examples of each value stay.");
        }
        return new Balance(by, atMost, context.seed());
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
        return Map.of("by", attribute, "atMost", atMost);
    }

    @Override
    public List<Verdict> judge(List<Example> examples) {
        Map<String, List<Ranked>> byValue = new TreeMap<>();
        for (int i = 0; i < examples.size(); i++) {
            Example example = examples.get(i);
            String value = example.attributes().get(attribute);
            if (value != null) {
                byValue.computeIfAbsent(value, v -> new ArrayList<>()).add(
                        new Ranked(Digest.of(seed + "\u0000balance\u0000" + example.id().hex()), i));
            }
        }
        List<Verdict> verdicts = new ArrayList<>(Collections.nCopies(examples.size(), Verdict.KEEP));
        byValue.forEach((value, ranked) -> ranked.stream().sorted(Comparator.comparing(Ranked::rank)).skip(
                atMost).forEach(surplus -> verdicts.set(surplus.index(), Verdict.drop("over-represented",
                        attribute + " '" + value + "' has " + ranked.size() + ", at most " + atMost))));
        return verdicts;
    }

    private record Ranked(Digest rank, int index) {}
}

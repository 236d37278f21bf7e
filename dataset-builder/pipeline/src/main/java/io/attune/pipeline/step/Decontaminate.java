package io.attune.pipeline.step;

import java.util.List;
import java.util.Map;

import io.attune.pipeline.Example;
import io.attune.pipeline.Suite;
import io.attune.pipeline.decontaminate.Contamination;

/**
 * Drops every example that asks what an evaluation suite asks, compared without case, punctuation and white space, and
 * every example that holds twelve words in a row of a suite's question or answer (eight of shorter ones) that are no
 * template of the dataset. No recipe names it: it runs whenever there are suites, with planted controls, and fails when
 * one of them does.
 */
public final class Decontaminate implements Step.OfDataset {
    private final List<Suite> suites;

    /** What stands in several suites is blamed on the first by name. */
    public Decontaminate(List<Suite> suites) {
        this.suites = List.copyOf(suites);
    }

    @Override
    public String name() {
        return "decontaminate";
    }

    @Override
    public String version() {
        return Contamination.VERSION;
    }

    @Override
    public Map<String, Object> parameters() {
        return Map.of();
    }

    @Override
    public List<Verdict> judge(List<Example> examples) {
        Contamination contamination = Contamination.of(suites, examples.stream());
        return examples.parallelStream().map(example -> contamination.find(example).map(
                found -> Verdict.drop(found.reason(), found.evidence())).orElse(Verdict.KEEP)).toList();
    }
}

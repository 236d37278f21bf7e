package io.attune.pipeline.step;

import java.util.List;
import java.util.Map;

import io.attune.pipeline.Example;
import io.attune.pipeline.Suite;
import io.attune.pipeline.decontaminate.Contamination;
import io.attune.pipeline.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Drops every example that asks what an evaluation suite asks, compared without case, punctuation and white space, and
 * every example that holds twelve words in a row of a suite's question or answer (eight of shorter ones) that are no
 * template of the dataset. Runs whenever there are suites, with planted controls, and fails when one of them does. A recipe
 * names it to protect a dataset that is evaluated with elsewhere: {@code decontaminate: {dataset: held-out@2}}.
 */
public final class Decontaminate implements Step.OfDataset {
    static final String NAME = "decontaminate";

    private final List<Suite> suites;
    private final String dataset;
    private final @Nullable OtherDataset other;

    /** What stands in several suites is blamed on the first by name. */
    public Decontaminate(List<Suite> suites) {
        this(suites, "", null);
    }

    private Decontaminate(List<Suite> suites, String dataset, @Nullable OtherDataset other) {
        this.suites = List.copyOf(suites);
        this.dataset = dataset;
        this.other = other;
    }

    static Decontaminate of(Settings settings, StepContext context) {
        String dataset = OtherDataset.nameIn(settings);
        return new Decontaminate(List.of(), dataset, context.others().get(dataset));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return Contamination.VERSION;
    }

    @Override
    public Map<String, Object> parameters() {
        return dataset.isEmpty() ? Map.of() : Map.of("dataset", dataset);
    }

    @Override
    public List<Verdict> judge(List<Example> examples) {
        List<Suite> all = dataset.isEmpty() ? suites : List.of(suite(OtherDataset.brought(other, dataset)));
        Contamination contamination = Contamination.of(all, examples.stream());
        return examples.parallelStream().map(example -> contamination.find(example).map(
                found -> Verdict.drop(found.reason(), found.evidence())).orElse(Verdict.KEEP)).toList();
    }

    private static Suite suite(OtherDataset held) {
        return new Suite(held.version(), held.examples().stream().map(curated -> curated.example().prompt()).toList(),
                held.examples().stream().map(curated -> curated.example().answer()).filter(
                        answer -> !answer.isEmpty()).toList());
    }
}

package io.attune.pipeline.inspect;

import java.util.ArrayList;
import java.util.List;

import io.attune.pipeline.Example;
import io.attune.pipeline.TokenCounter;
import io.attune.pipeline.inspect.Inspection.Pair;
import io.attune.pipeline.inspect.Inspection.Twins;
import io.attune.pipeline.step.Step;
import io.attune.pipeline.step.StepCatalog;
import io.attune.pipeline.step.StepContext;
import io.attune.pipeline.step.StepSpec;
import io.attune.pipeline.step.Verdict;

/** Holds records against each other with the steps that do so in a build. */
final class Comparing {
    private static final int FIRST = 5;
    private static final StepContext CONTEXT = new StepContext(TokenCounter.cl100k(), 0);

    private Comparing() {}

    /**
     * What a step would remove.
     *
     * @param left the others, in their order
     */
    record Compared(Twins twins, List<Example> left) {}

    static Compared by(String step, List<Example> examples) {
        if (examples.isEmpty() || !(StepCatalog.create(new StepSpec(step),
                CONTEXT) instanceof Step.OfDataset together)) {
            return new Compared(Twins.NONE, examples);
        }
        List<Verdict> verdicts = together.judge(examples);
        List<Example> left = new ArrayList<>();
        List<Pair> first = new ArrayList<>();
        long records = 0;
        for (int i = 0; i < verdicts.size(); i++) {
            if (verdicts.get(i) instanceof Verdict.Remove remove) {
                records++;
                if (first.size() < FIRST) {
                    Example twin = remove.twin();
                    first.add(new Pair(examples.get(i).key(), twin == null ? "" : twin.key(), remove.similarity(),
                            remove.evidence()));
                }
            } else {
                left.add(examples.get(i));
            }
        }
        return new Compared(new Twins(records, first), left);
    }
}

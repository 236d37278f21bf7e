package io.attune.pipeline.step;

import java.util.List;
import java.util.Map;

import io.attune.pipeline.Example;

/** One step of a curation. Immutable and thread-safe. */
public sealed interface Step {

    /** As recipes name it. */
    String name();

    /** Of its rules. */
    String version();

    /** Every parameter as it applies, defaults included, in the form a recipe gives it. */
    Map<String, Object> parameters();

    /** A step that judges an example by itself alone. */
    non-sealed interface OfExample extends Step {
        Verdict judge(Example example);
    }

    /** A step that judges each example beside all others. */
    non-sealed interface OfDataset extends Step {

        /**
         * One verdict for each example, in the order given.
         *
         * @param examples in the dataset's order, which is the same on every run
         */
        List<Verdict> judge(List<Example> examples);

        /**
         * Whether no two of the examples that it keeps are near-duplicates in prompt and answer, as a split would look for
         * them.
         */
        default boolean separates() {
            return false;
        }
    }
}

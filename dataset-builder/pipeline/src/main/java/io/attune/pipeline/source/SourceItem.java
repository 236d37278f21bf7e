package io.attune.pipeline.source;

import java.util.List;

import io.attune.kernel.Problem;
import io.attune.pipeline.Example;

/** One record of a source. */
public sealed interface SourceItem {

    /** An example. */
    record Good(Example example) implements SourceItem {}

    /**
     * A record that is not an example.
     *
     * @param key of the record in its source
     * @param reason a stable word for the drop ledger
     * @param problems at least one, each with its place
     */
    record Bad(String key, String reason, List<Problem> problems) implements SourceItem {
        public Bad {
            problems = List.copyOf(problems);
        }
    }
}

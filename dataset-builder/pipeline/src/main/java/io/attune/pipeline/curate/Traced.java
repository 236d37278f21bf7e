package io.attune.pipeline.curate;

import java.util.List;

import io.attune.kernel.Digest;
import io.attune.kernel.Problem;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Example;
import io.attune.pipeline.decide.Told;
import org.jspecify.annotations.Nullable;

/**
 * What became of one record before it is seen beside the others: an example that goes on, or a drop.
 *
 * @param source the source's name
 * @param key the record's key in it
 * @param example what goes on, or null when the record was dropped
 * @param changedBy the steps that changed its words
 * @param drop why it does not go on, or null when it does
 * @param problems what was wrong with a record that could not be read, else empty
 * @param content the digest of what the record said as it was read, where that cannot be told from the example: it was
 *     changed or dropped; else null
 * @param decided how a person's decision told on it, or null without one about what it says
 */
public record Traced(String source, String key, @Nullable Example example, List<String> changedBy,
        @Nullable Drop drop, List<Problem> problems, @Nullable Digest content, @Nullable Told decided) {
    public Traced {
        changedBy = List.copyOf(changedBy);
        problems = List.copyOf(problems);
        if ((example == null) == (drop == null)) {
            throw new IllegalArgumentException(source + "/" + key + " either goes on or is dropped");
        }
    }
}

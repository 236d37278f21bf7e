package io.attune.pipeline;

import java.util.List;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;

/**
 * An evaluation suite whose questions must not stand in the dataset.
 *
 * @param name as the recipe has it
 * @param questions in any order
 */
public record Suite(String name, List<String> questions) {
    public Suite {
        questions = List.copyOf(questions);
    }

    /** Changes when a question does, whatever their order. */
    public Digest digest() {
        return CanonicalJson.digest(questions.stream().sorted().toList());
    }
}

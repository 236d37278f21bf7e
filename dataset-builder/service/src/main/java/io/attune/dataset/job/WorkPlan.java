package io.attune.dataset.job;

import java.util.List;

import io.attune.kernel.Digest;
import io.attune.pipeline.curate.InputDigest;

/**
 * What a curation reads: fixed by the first step, kept as an object, and the same after every restart.
 *
 * @param inputs pinned
 * @param parts cover all sources
 */
record WorkPlan(List<Input> inputs, List<Part> parts) {
    WorkPlan {
        inputs = List.copyOf(inputs);
        parts = List.copyOf(parts);
    }

    /** An input in the form it is kept. */
    record Input(String source, String place, String sha256) {
        InputDigest toDigest() {
            return new InputDigest(source, place, Digest.parse(sha256));
        }
    }

    List<InputDigest> inputDigests() {
        return inputs.stream().map(Input::toDigest).toList();
    }
}

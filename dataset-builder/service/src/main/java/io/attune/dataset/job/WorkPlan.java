package io.attune.dataset.job;

import java.util.List;

import io.attune.kernel.Digest;
import io.attune.pipeline.curate.InputDigest;
import io.attune.pipeline.decide.DecisionJson;
import io.attune.pipeline.decide.Decisions;

/**
 * What a curation reads: fixed by the first step, kept as an object, and the same after every restart.
 *
 * @param inputs pinned
 * @param parts cover all sources
 * @param decisions of people, each as one JSON object
 */
record WorkPlan(List<Input> inputs, List<Part> parts, List<String> decisions) {
    WorkPlan {
        inputs = List.copyOf(inputs);
        parts = List.copyOf(parts);
        decisions = List.copyOf(decisions);
    }

    /** An input in the form it is kept. */
    record Input(String source, String place, String sha256) {
        InputDigest toDigest() {
            return new InputDigest(source, place, Digest.parse(sha256));
        }
    }

    Decisions whatPeopleDecided() {
        return new Decisions(decisions.stream().map(DecisionJson::read).toList());
    }

    List<InputDigest> inputDigests() {
        return inputs.stream().map(Input::toDigest).toList();
    }
}

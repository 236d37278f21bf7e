package io.attune.dataset.job;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.attune.dataset.origin.SourceFile;
import io.attune.kernel.Digest;
import io.attune.pipeline.curate.InputDigest;
import io.attune.pipeline.decide.DecisionJson;
import io.attune.pipeline.decide.Decisions;
import io.attune.pipeline.plan.CurationPlan;

/**
 * What a curation reads: fixed by the first step, kept as an object, and the same after every restart.
 *
 * @param inputs pinned
 * @param files that are read, each at the place that parts name
 * @param parts cover all sources
 * @param decisions of people, each as one JSON object
 */
record WorkPlan(List<Input> inputs, List<SourceFile> files, List<Part> parts, List<String> decisions) {
    static final String DECISIONS = "decisions";
    static final String WITHDRAWALS = "withdrawals";
    /** The inputs that are no sources: people's. */
    static final Set<String> PEOPLE = Set.of(DECISIONS, WITHDRAWALS);

    WorkPlan {
        inputs = List.copyOf(inputs);
        files = List.copyOf(files);
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

    /** Where files were copied from, as manifests tell it. */
    List<Map<String, String>> origins(CurationPlan plan) {
        return files.stream().filter(file -> !file.origin().isEmpty()).<Map<String, String>>map(file -> {
            Map<String, String> origin = new TreeMap<>(file.origin());
            origin.put("source", plan.sources().get(file.source()).name());
            return origin;
        }).toList();
    }

    List<InputDigest> inputDigests() {
        return inputs.stream().map(Input::toDigest).toList();
    }
}

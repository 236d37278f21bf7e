package io.attune.pipeline.curate;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;

/**
 * Everything a dataset version's digest is made of. When, where and how it was built is not in it.
 *
 * @param plan the digest of the recipe's curation part
 * @param steps each step's version, in the order they ran, the reading first
 * @param tokenizer the token counter's version
 * @param seed of every choice
 * @param inputs what was read
 * @param root of the Merkle tree over (record id, split)
 */
public record DatasetIdentity(Digest plan, List<StepVersion> steps, String tokenizer, long seed,
        List<InputDigest> inputs, Digest root) {

    /** A step and the version of its rules. */
    public record StepVersion(String step, String version) {}

    public DatasetIdentity {
        steps = List.copyOf(steps);
        inputs = List.copyOf(inputs);
    }

    /** SHA-256 of the canonical JSON of all of it; the inputs in an order that does not depend on who read them first. */
    public Digest digest() {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("recipe", plan.hex());
        parts.put("steps", steps.stream().map(s -> List.of(s.step(), s.version())).toList());
        parts.put("tokenizer", tokenizer);
        parts.put("seed", seed);
        parts.put("inputs", inputs.stream().map(i -> List.of(i.source(), i.digest().hex())).sorted(
                Comparator.comparing(pair -> String.join(" ", pair))).toList());
        parts.put("root", root.hex());
        return CanonicalJson.digest(parts);
    }
}

package io.attune.pipeline.decide;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;
import io.attune.pipeline.Example;

/** The decisions that hold: the last about each record. Immutable and thread-safe. */
public final class Decisions {
    public static final Decisions NONE = new Decisions(List.of());

    private final SortedMap<String, Decision> byRecord = new TreeMap<>();

    /** @param decisions in the order in which they were made */
    public Decisions(Collection<Decision> decisions) {
        decisions.forEach(decision -> byRecord.put(decision.record(), decision));
    }

    public boolean isEmpty() {
        return byRecord.isEmpty();
    }

    /** Those that hold, ordered by record. */
    public List<Decision> all() {
        return List.copyOf(byRecord.values());
    }

    /** The decision about a record as it was read, unless it was made about other content. */
    public Optional<Decision> about(Example read) {
        return byRecord.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(byRecord.get(read.source() + "/" + read.key())).filter(
                        decision -> decision.content().equals(read.contentDigest()));
    }

    /** What the decisions do: the same for the same rulings, whoever made them and when. */
    public Digest digest() {
        return CanonicalJson.digest(byRecord.values().stream().map(decision -> Map.of("record", decision.record(),
                "content", decision.content().hex(), "ruling", DecisionJson.ruling(decision.ruling()))).toList());
    }
}

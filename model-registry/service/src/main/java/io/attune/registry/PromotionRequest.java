package io.attune.registry;

import java.util.List;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import org.jspecify.annotations.Nullable;

/**
 * A wish to promote a version.
 *
 * @param alias such as {@code champion}
 * @param approvals how many people must approve: 0, 1 or 2; the project's policy may ask for more
 * @param requester who asks: a person's name, or {@code system} for a schedule
 * @param run the run that asks, or null where none does
 * @param gates the results that speak for it or against it
 */
public record PromotionRequest(ProjectId project, VersionRef version, String alias, int approvals, String requester,
        @Nullable RunId run, List<GateResult> gates) {

    public PromotionRequest {
        Names.alias(alias);
        if (approvals < 0 || approvals > 2) {
            throw new IllegalArgumentException("A promotion takes 0, 1 or 2 approvals, not " + approvals);
        }
        gates = List.copyOf(gates);
    }

    /** Whether every gate holds; without gates they do. */
    public boolean gatesPassed() {
        return gates.stream().allMatch(GateResult::passed);
    }

    /** The digest of the run and its gates' results: another run is other evidence, whatever it measured. */
    public Digest evidence() {
        return CanonicalJson.digest(new Evidence(run == null ? "" : run.value(), gates));
    }

    private record Evidence(String run, List<GateResult> gates) {
    }

    /**
     * The result of one gate.
     *
     * @param gate as the recipe states it, such as {@code defaults exact-value tuned+retrieval atLeast 0.99}
     * @param observed what was measured, for people, such as {@code 1.0 [0.98, 1.0]}
     */
    public record GateResult(String gate, boolean passed, String observed) {
    }
}

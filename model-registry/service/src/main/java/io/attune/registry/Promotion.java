package io.attune.registry;

import java.time.Instant;
import java.util.List;

/**
 * A promotion and how far it is.
 *
 * @param request as it was asked
 * @param decisions of people, in order
 */
public record Promotion(PromotionId id, PromotionRequest request, State state, List<Decision> decisions,
        Instant requestedAt, Instant changedAt) {

    public Promotion {
        decisions = List.copyOf(decisions);
    }

    /** How many approvals are still missing. */
    public int missing() {
        return Math.max(0, request.approvals() - (int) decisions.stream().filter(Decision::approved).count());
    }

    /** How far a promotion is. */
    public enum State {
        /** For people to approve. */
        WAITING,
        /** The alias was moved. */
        PROMOTED,
        /** A gate failed. */
        REFUSED,
        /** A person said no. */
        REJECTED
    }

    /** What a person decided. */
    public record Decision(String approver, boolean approved, String comment, Instant at) {
    }
}

package io.attune.registry;

import java.util.List;

import io.attune.registry.PromotionRequest.GateResult;

/** Where a promotion stands after a step. */
public sealed interface PromotionOutcome {

    Promotion promotion();

    /** The alias points at the version since {@code move}; it may have moved on since. */
    record Promoted(Promotion promotion, AliasMove move) implements PromotionOutcome {}

    /** People must still approve. */
    record Waiting(Promotion promotion, int missing) implements PromotionOutcome {}

    /** Gates failed; nothing moved. */
    record Refused(Promotion promotion, List<GateResult> failed) implements PromotionOutcome {}

    /** A person said no; nothing moved. */
    record Rejected(Promotion promotion, Promotion.Decision decision) implements PromotionOutcome {}
}

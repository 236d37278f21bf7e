package io.attune.orchestrator.recipe;

import io.attune.kernel.ProjectId;
import io.attune.registry.PromotionPolicy;

/**
 * The policies that a recipe is checked against.
 *
 * @param promotions what its promotions take at least
 * @param whose for people, such as {@code the policy of project 'default'}
 */
record FloorLook(GatePolicy policy, PromotionPolicy promotions, String whose) {
    /** No policy: what was accepted before is not asked about again. */
    static final FloorLook NONE = new FloorLook(GatePolicy.NONE, PromotionPolicy.NONE, "");

    static FloorLook of(ProjectId project, GatePolicy policy) {
        return of(project, policy, PromotionPolicy.NONE);
    }

    static FloorLook of(ProjectId project, GatePolicy policy, PromotionPolicy promotions) {
        return new FloorLook(policy, promotions, "the policy of project '" + project + "'");
    }
}

package io.attune.orchestrator.recipe;

import io.attune.kernel.ProjectId;

/**
 * The policy that a recipe is checked against.
 *
 * @param whose for people, such as {@code the policy of project 'default'}
 */
record FloorLook(GatePolicy policy, String whose) {
    /** No policy: what was accepted before is not asked about again. */
    static final FloorLook NONE = new FloorLook(GatePolicy.NONE, "");

    static FloorLook of(ProjectId project, GatePolicy policy) {
        return new FloorLook(policy, "the policy of project '" + project + "'");
    }
}

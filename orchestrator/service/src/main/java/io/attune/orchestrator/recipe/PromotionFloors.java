package io.attune.orchestrator.recipe;

import io.attune.kernel.ProjectId;
import io.attune.registry.PromotionPolicies;
import io.attune.registry.PromotionPolicy;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What projects ask of their promotions now. Without a registry in the process nothing is asked. Thread-safe. */
@Component
public class PromotionFloors {
    private final ObjectProvider<PromotionPolicies> policies;

    PromotionFloors(ObjectProvider<PromotionPolicies> policies) {
        this.policies = policies;
    }

    public PromotionPolicy of(ProjectId project) {
        PromotionPolicies registry = policies.getIfAvailable();
        return registry == null ? PromotionPolicy.NONE : registry.current(project).policy();
    }
}

package io.attune.registry.mlflow.models;

import io.attune.kernel.ProjectId;
import io.attune.registry.mlflow.wire.MlflowError;
import io.attune.registry.promotions.AliasGuards;
import org.springframework.stereotype.Component;

/** Keeps MLflow's clients from moving aliases that only a promotion moves. */
@Component
class GuardedAliases {
    private final AliasGuards guards;

    GuardedAliases(AliasGuards guards) {
        this.guards = guards;
    }

    /** @throws io.attune.registry.mlflow.wire.MlflowException permission-denied, naming what guards the alias */
    void refuse(ProjectId project, String model, String alias) {
        guards.find(project, model, alias).ifPresent(guard -> {
            throw MlflowError.PERMISSION_DENIED.because("The alias '" + alias + "' of '" + model + "' is guarded by "
                    + guard
                    + ": a promotion moves it. Ask for one (POST /api/v1/promotions), or have an approver move it"
                    + " with a reason (PUT /api/v1/models/" + model + "/aliases/" + alias + ").");
        });
    }
}

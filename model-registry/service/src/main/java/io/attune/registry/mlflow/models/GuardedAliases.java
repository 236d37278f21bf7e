package io.attune.registry.mlflow.models;

import io.attune.kernel.ProjectId;
import io.attune.registry.mlflow.wire.MlflowError;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Aliases that only a promotion moves: those that one was ever asked for, and those that a deployment serves. */
@Component
class GuardedAliases {
    private final JdbcClient jdbc;

    GuardedAliases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws io.attune.registry.mlflow.wire.MlflowException permission-denied, naming the promotion or the deployment */
    void refuse(ProjectId project, String model, String alias) {
        jdbc.sql("""
                select 'promotion ' || id from registry.promotion
                where project = :project and name = :name and alias = :alias order by requested_at desc limit 1
                """).param("project", project.value()).param("name", model).param("alias", alias).query(
                String.class).optional().or(() -> jdbc.sql("""
                        select 'deployment ''' || d.name || '''' from registry.deployment_revision d
                        where d.project = :project and d.model = :name and d.alias = :alias and d.revision = (
                            select max(n.revision) from registry.deployment_revision n
                            where n.project = d.project and n.name = d.name) limit 1
                        """).param("project", project.value()).param("name", model).param("alias", alias).query(
                        String.class).optional()).ifPresent(guard -> {
                            throw MlflowError.PERMISSION_DENIED.because("The alias '" + alias + "' of '" + model
                                    + "' is guarded by " + guard
                                    + ": a promotion moves it. Ask for one, or have an approver move it with a reason"
                                    + " (PUT /api/v1/models/" + model + "/aliases/" + alias + ").");
                        });
    }
}

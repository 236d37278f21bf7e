package io.attune.registry.models;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes changes to one model take turns. */
@Component
public class ModelLock {
    private final JdbcClient jdbc;

    ModelLock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Waits for other changes to the model and holds off further ones until the caller's transaction ends.
     *
     * @throws PlatformException not-found, when there is no such model
     */
    public void acquire(ProjectId project, String model) {
        if (jdbc.sql(
                "select name from registry.model where project = ? and name = ? and deleted_at is null for update").params(
                        project.value(), model).query(String.class).optional().isEmpty()) {
            throw new PlatformException(ErrorCode.NOT_FOUND, "There is no model '" + model + "'",
                    "List them with: attune model list");
        }
    }
}

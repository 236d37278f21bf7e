package io.attune.registry.mlflow.artifacts;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.attune.kernel.ProjectId;
import io.attune.registry.mlflow.wire.MlflowError;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where the artifacts of runs and of versions lie. */
@Component
class ArtifactRoots {
    private static final Pattern OF_RUN = Pattern.compile("runs:/([^/]+)/(.+)");

    private final JdbcClient jdbc;

    ArtifactRoots(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws io.attune.registry.mlflow.wire.MlflowException when there is no such run */
    String ofRun(ProjectId project, String run) {
        return jdbc.sql("select artifact_uri from registry.tracked_run where project = ? and id = ?").params(
                project.value(), run).query(String.class).optional().orElseThrow(
                        () -> MlflowError.RESOURCE_DOES_NOT_EXIST.because("Run with id=" + run + " not found"));
    }

    /** @throws io.attune.registry.mlflow.wire.MlflowException when there is no such version, or a provider serves it */
    String ofVersion(ProjectId project, String name, int number) {
        String source = jdbc.sql("""
                select coalesce(source, '') from registry.model_version
                where project = ? and name = ? and number = ? and deleted_at is null
                """).params(project.value(), name, number).query(String.class).optional().orElseThrow(
                () -> MlflowError.RESOURCE_DOES_NOT_EXIST.because("Model Version (name=" + name + ", version=" + number
                        + ") not found"));
        if (source.isEmpty()) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("Version " + number + " of '" + name
                    + "' lies with a provider and has no artifacts here.");
        }
        Matcher run = OF_RUN.matcher(source);
        return run.matches() ? ofRun(project, run.group(1)) + "/" + run.group(2) : source;
    }
}

package io.attune.registry.mlflow.tracking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import io.attune.kernel.ProjectId;
import io.attune.registry.mlflow.search.Filters;
import io.attune.registry.mlflow.search.Order;
import io.attune.registry.mlflow.search.Query;
import io.attune.registry.mlflow.wire.MlflowError;
import io.attune.registry.mlflow.wire.MlflowException;
import io.attune.registry.mlflow.wire.Pages;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Runs by project and id. */
@Component("trackedRunStore")
@Transactional
class RunStore {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    RunStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    TrackedRun create(ProjectId project, Experiment experiment, String id, String name, String user,
            @Nullable Long startedAt) {
        return jdbc.sql("""
                insert into registry.tracked_run (project, id, experiment, name, user_id, status, started_at, artifact_uri)
                values (:project, :id, :experiment, :name, :user, 'RUNNING', :started, :uri) returning *
                """).param("project", project.value()).param("id", id).param("experiment", experiment.id()).param(
                "name",
                name).param("user", user).param("started", startedAt).param("uri",
                        experiment.artifactLocation().replaceAll(
                                "/+$", "") + "/" + id + "/artifacts").query(RunStore::run).single();
    }

    Optional<TrackedRun> find(ProjectId project, String id) {
        return jdbc.sql("select * from registry.tracked_run where project = ? and id = ?").params(project.value(),
                id).query(RunStore::run).optional();
    }

    /** @throws MlflowException when there is none */
    TrackedRun get(ProjectId project, String id) {
        return find(project, id).orElseThrow(() -> MlflowError.RESOURCE_DOES_NOT_EXIST.because("Run with id=" + id
                + " not found"));
    }

    /** @throws MlflowException when there is none, and when it is deleted */
    TrackedRun active(ProjectId project, String id) {
        TrackedRun run = get(project, id);
        if (!run.active()) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("The run " + id
                    + " must be in the 'active' state. Current state is deleted.");
        }
        return run;
    }

    /** What is null stays as it is. */
    TrackedRun update(TrackedRun run, TrackedRun.@Nullable Status status, @Nullable Long endedAt,
            @Nullable String name) {
        return jdbc.sql("""
                update registry.tracked_run set status = coalesce(:status, status), ended_at = coalesce(:ended, ended_at),
                    name = coalesce(:name, name) where number = :number returning *
                """).param("status", status == null ? null : status.name()).param("ended", endedAt).param("name",
                name).param("number", run.number()).query(RunStore::run).single();
    }

    void mark(TrackedRun run, boolean active) {
        jdbc.sql("""
                update registry.tracked_run set active = :active, with_experiment = false,
                    deleted_at = case when :active then null else cast(:now as bigint) end where number = :number
                """).param("active", active).param("now", clock.millis()).param("number", run.number()).update();
    }

    /** The latest start first, unless an order says otherwise. */
    List<TrackedRun> search(ProjectId project, List<Long> experiments, View view, @Nullable String filter,
            List<String> orderBy, Pages pages) {
        if (experiments.isEmpty()) {
            return List.of();
        }
        Query query = new Query();
        query.and("r.project = " + query.parameter(project.value())).and("r.experiment in (" + query.parameter(
                experiments) + ")").and(view.condition("r"));
        Filters.parse(filter).forEach(condition -> query.and(RunSearch.condition(query, condition)));
        StringBuilder order = new StringBuilder();
        Order.parse(orderBy).forEach(one -> order.append(RunSearch.order(query, one)).append(", "));
        return jdbc.sql("select r.* from registry.tracked_run r where " + query.where() + " order by " + order
                + "r.started_at desc nulls last, r.id limit " + query.parameter(pages.lookUp()) + " offset "
                + query.parameter(pages.offset())).params(query.parameters()).query(RunStore::run).list();
    }

    private static TrackedRun run(ResultSet row, int number) throws SQLException {
        return new TrackedRun(row.getLong("number"), row.getString("id"), row.getLong("experiment"), row.getString(
                "name"), row.getString("user_id"), row.getString("status"), time(row, "started_at"), time(row,
                        "ended_at"), row.getString("artifact_uri"), row.getBoolean("active"));
    }

    private static @Nullable Long time(ResultSet row, String column) throws SQLException {
        long time = row.getLong(column);
        return row.wasNull() ? null : time;
    }
}

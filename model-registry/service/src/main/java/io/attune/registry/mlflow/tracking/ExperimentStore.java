package io.attune.registry.mlflow.tracking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.attune.kernel.ProjectId;
import io.attune.registry.mlflow.search.Condition;
import io.attune.registry.mlflow.search.Filters;
import io.attune.registry.mlflow.search.Key;
import io.attune.registry.mlflow.search.Order;
import io.attune.registry.mlflow.search.Query;
import io.attune.registry.mlflow.wire.MlflowError;
import io.attune.registry.mlflow.wire.MlflowException;
import io.attune.registry.mlflow.wire.Pages;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Experiments by project. Each project has one named Default, of the id 0. */
@Component
@Transactional
class ExperimentStore {
    private static final long DEFAULT_ID = 0;
    private static final String VALID = "name, experiment_id, creation_time, last_update_time, tags.KEY";
    private static final Map<String, String> COLUMNS = Map.of("name", "e.name", "experiment_id", "e.id",
            "creation_time",
            "e.created_at", "last_update_time", "e.updated_at");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<TreeMap<String, String>> TAGS = new TypeReference<>() {
    };

    private final JdbcClient jdbc;
    private final InstantSource clock;

    ExperimentStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @throws MlflowException when the name is taken, by a deleted one too */
    long create(ProjectId project, String name, @Nullable String artifactLocation, Map<String, String> tags) {
        withDefault(project);
        refuseTaken(project, name);
        long id = jdbc.sql("select nextval('registry.experiment_number')").query(Long.class).single();
        insert(project, id, name, artifactLocation, tags);
        return id;
    }

    private void refuseTaken(ProjectId project, String name) {
        byName(project, name).ifPresent(taken -> {
            throw MlflowError.RESOURCE_ALREADY_EXISTS.because(taken.active()
                    ? "Experiment '" + name + "' already exists."
                    : "Experiment '" + name
                            + "' already exists in deleted state. You can restore the experiment, or permanently"
                            + " delete the experiment to create a new one.");
        });
    }

    private void insert(ProjectId project, long id, String name, @Nullable String artifactLocation,
            Map<String, String> tags) {
        int inserted = jdbc.sql("""
                insert into registry.experiment (project, id, name, artifact_location, created_at, updated_at, tags)
                values (:project, :id, :name, :location, :now, :now, cast(:tags as jsonb)) on conflict do nothing
                """).param("project", project.value()).param("id", id).param("name", name).param("location",
                artifactLocation == null || artifactLocation.isEmpty()
                        ? "mlflow-artifacts:/" + id
                        : artifactLocation).param("now", clock.millis()).param("tags", JSON.writeValueAsString(
                                tags)).update();
        if (inserted == 0 && id != DEFAULT_ID) {
            throw MlflowError.RESOURCE_ALREADY_EXISTS.because("Experiment '" + name + "' already exists.");
        }
    }

    private void withDefault(ProjectId project) {
        if (jdbc.sql("select 1 from registry.experiment where project = ? and id = ?").params(project.value(),
                DEFAULT_ID).query().listOfRows().isEmpty()) {
            insert(project, DEFAULT_ID, "Default", null, Map.of());
        }
    }

    /** @throws MlflowException when there is none */
    Experiment get(ProjectId project, String id) {
        withDefault(project);
        return parsed(id).flatMap(number -> jdbc.sql(
                "select * from registry.experiment e where project = ? and id = ?").params(project.value(),
                        number).query(ExperimentStore::experiment).optional()).orElseThrow(
                                () -> MlflowError.RESOURCE_DOES_NOT_EXIST.because("No Experiment with id=" + id
                                        + " exists"));
    }

    /** @throws MlflowException when there is none that is active */
    Experiment active(ProjectId project, String id) {
        Experiment experiment = get(project, id);
        if (!experiment.active()) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("The experiment " + id
                    + " must be in the 'active' state. Current state is deleted.");
        }
        return experiment;
    }

    Optional<Experiment> byName(ProjectId project, String name) {
        withDefault(project);
        return jdbc.sql("select * from registry.experiment where project = ? and name = ?").params(project.value(),
                name).query(ExperimentStore::experiment).optional();
    }

    void rename(ProjectId project, String id, String name) {
        Experiment experiment = active(project, id);
        if (!experiment.name().equals(name)) {
            refuseTaken(project, name);
        }
        jdbc.sql("update registry.experiment set name = ?, updated_at = ? where project = ? and id = ?").params(name,
                clock.millis(), project.value(), experiment.id()).update();
    }

    void tag(ProjectId project, String id, String key, String value) {
        Experiment experiment = active(project, id);
        jdbc.sql("""
                update registry.experiment set tags = tags || jsonb_build_object(cast(:key as text), cast(:value as text)),
                    updated_at = :now where project = :project and id = :id
                """).param("key", key).param("value", value).param("now", clock.millis()).param("project",
                project.value()).param("id", experiment.id()).update();
    }

    /** Its runs go and come with it. */
    void delete(ProjectId project, String id) {
        Experiment experiment = active(project, id);
        mark(project, experiment, false);
        jdbc.sql("""
                update registry.tracked_run set active = false, with_experiment = true, deleted_at = :now
                where project = :project and experiment = :id and active
                """).param("now", clock.millis()).param("project", project.value()).param("id",
                experiment.id()).update();
    }

    void restore(ProjectId project, String id) {
        Experiment experiment = get(project, id);
        if (experiment.active()) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("The experiment " + id
                    + " must be in the 'deleted' state. Current state is active.");
        }
        mark(project, experiment, true);
        jdbc.sql("""
                update registry.tracked_run set active = true, with_experiment = false, deleted_at = null
                where project = ? and experiment = ? and with_experiment
                """).params(project.value(), experiment.id()).update();
    }

    private void mark(ProjectId project, Experiment experiment, boolean active) {
        jdbc.sql("update registry.experiment set active = ?, updated_at = ? where project = ? and id = ?").params(
                active, clock.millis(), project.value(), experiment.id()).update();
    }

    /** Newest first unless an order says otherwise. */
    List<Experiment> search(ProjectId project, View view, @Nullable String filter, List<String> orderBy, Pages pages) {
        withDefault(project);
        Query query = new Query();
        query.and("e.project = " + query.parameter(project.value())).and(view.condition("e"));
        Filters.parse(filter).forEach(condition -> query.and(condition(query, condition)));
        String order = Stream.concat(Order.parse(orderBy).stream().map(ExperimentStore::order), Stream.of(
                "e.created_at desc", "e.id")).collect(Collectors.joining(", "));
        return jdbc.sql("select e.* from registry.experiment e where " + query.where() + " order by " + order
                + " limit "
                + query.parameter(pages.lookUp()) + " offset " + query.parameter(pages.offset())).params(
                        query.parameters()).query(ExperimentStore::experiment).list();
    }

    private static String condition(Query query, Condition condition) {
        Key key = condition.key();
        if (key.kind() == Key.Kind.TAG) {
            return query.text("e.tags ->> " + query.parameter(key.name()), condition);
        }
        String column = column(key);
        return key.name().equals("name") ? query.text(column, condition) : query.number(column, condition);
    }

    private static String order(Order order) {
        return order.sql(column(order.key()));
    }

    private static String column(Key key) {
        String column = key.kind() == Key.Kind.ATTRIBUTE ? COLUMNS.get(key.name()) : null;
        if (column == null) {
            throw Query.unknown("attribute", key, VALID);
        }
        return column;
    }

    private static Optional<Long> parsed(String id) {
        return id.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(id)) : Optional.empty();
    }

    private static Experiment experiment(ResultSet row, int number) throws SQLException {
        return new Experiment(row.getLong("id"), row.getString("name"), row.getString("artifact_location"),
                row.getBoolean(
                        "active"), row.getLong("created_at"), row.getLong("updated_at"), JSON.readValue(row.getString(
                                "tags"),
                                TAGS));
    }
}

package io.attune.registry.mlflow.models;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.attune.kernel.ProjectId;
import io.attune.registry.Model;
import io.attune.registry.RegistryChange;
import io.attune.registry.VersionRef;
import io.attune.registry.mlflow.search.Ordering;
import io.attune.registry.mlflow.search.Query;
import io.attune.registry.mlflow.wire.KeyPages;
import io.attune.registry.mlflow.wire.KeyPages.Placed;
import io.attune.registry.mlflow.wire.MlflowError;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads models and versions for lists, a handful of statements a page; and writes their single tags and stages. */
@Component
@Transactional
class RegisteredModels {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String COLUMNS = """
            v.name, v.number, v.registered_at, v.updated_at, v.registered_by, v.stage, v.description, %s as source,
                %s as run, v.run_link, v.tags, (select json_agg(a.alias order by a.alias) from registry.alias a
                    where a.project = v.project and a.name = v.name and a.number = v.number) as aliases\
            """.formatted(ModelSearch.SOURCE, ModelSearch.RUN);
    private static final String FROM = " from registry.model_version v where v.deleted_at is null and ";
    private static final String VERSION = "select " + COLUMNS + FROM;

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    RegisteredModels(JdbcClient jdbc, ApplicationEventPublisher events, InstantSource clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /** Models with what belongs to them, in their order. */
    @Transactional(readOnly = true)
    public List<RegisteredModel> with(ProjectId project, List<Model> models) {
        if (models.isEmpty()) {
            return List.of();
        }
        List<String> names = models.stream().map(Model::name).toList();
        Map<String, List<RegisteredVersion>> latest = latest(project, names).stream().collect(Collectors.groupingBy(
                RegisteredVersion::name));
        Map<String, Map<String, Integer>> aliases = new TreeMap<>();
        jdbc.sql("select name, alias, number from registry.alias where project = :project and name in (:names)").param(
                "project", project.value()).param("names", names).query(row -> {
                    aliases.computeIfAbsent(row.getString("name"), _ -> new TreeMap<>()).put(row.getString("alias"),
                            row.getInt("number"));
                });
        return models.stream().map(model -> new RegisteredModel(model, latest.getOrDefault(model.name(), List.of()),
                aliases.getOrDefault(model.name(), Map.of()))).toList();
    }

    /** The newest version of each stage. */
    @Transactional(readOnly = true)
    public List<RegisteredVersion> latest(ProjectId project, List<String> names) {
        return jdbc.sql(VERSION + """
                 v.project = :project and (v.name, v.number) in (
                    select n.name, newest.number from unnest(cast(:names as text[])) as n (name)
                    cross join unnest(cast(:stages as text[])) as s (stage)
                    cross join lateral (select w.number from registry.model_version w
                        where w.project = :project and w.name = n.name and w.stage = s.stage and w.deleted_at is null
                        order by w.number desc limit 1) newest)
                order by v.name, v.number
                """).param("project", project.value()).param("names", names.toArray(String[]::new)).param("stages",
                Arrays.stream(Stage.values()).map(Stage::word).toArray(String[]::new)).query(
                        RegisteredModels::version).list();
    }

    @Transactional(readOnly = true)
    public List<Placed<RegisteredModel>> searchModels(ProjectId project, @Nullable String filter, Ordering order,
            KeyPages pages) {
        Query query = new Query();
        query.and("m.project = " + query.parameter(project.value())).and("m.deleted_at is null");
        ModelSearch.models(query, filter);
        order.after(query, pages.after());
        List<Placed<Model>> found = jdbc.sql("select m.*, " + order.place() + " as place from registry.model m where "
                + query.where() + " order by " + order.sql() + " limit " + query.parameter(pages.lookUp())).params(
                        query.parameters()).query((row, _) -> new Placed<>(model(row), place(row))).list();
        List<RegisteredModel> whole = with(project, found.stream().map(Placed::item).toList());
        return IntStream.range(0, found.size()).mapToObj(i -> new Placed<>(whole.get(i), found.get(
                i).place())).toList();
    }

    @Transactional(readOnly = true)
    public List<Placed<RegisteredVersion>> searchVersions(ProjectId project, @Nullable String filter, Ordering order,
            KeyPages pages) {
        Query query = new Query();
        query.and("v.project = " + query.parameter(project.value()));
        ModelSearch.versions(query, filter);
        order.after(query, pages.after());
        return jdbc.sql("select " + COLUMNS + ", " + order.place() + " as place" + FROM + query.where() + " order by "
                + order.sql() + " limit " + query.parameter(pages.lookUp())).params(query.parameters()).query(
                        (row, n) -> new Placed<>(version(row, n), place(row))).list();
    }

    private static List<String> place(ResultSet row) throws SQLException {
        return List.of((String[]) row.getArray("place").getArray());
    }

    /** @throws io.attune.registry.mlflow.wire.MlflowException when there is none, or it is deleted */
    @Transactional(readOnly = true)
    public RegisteredVersion version(ProjectId project, String name, int number) {
        return jdbc.sql(VERSION + "v.project = ? and v.name = ? and v.number = ?").params(project.value(), name,
                number).query(RegisteredModels::version).optional().orElseThrow(() -> noVersion(name, number));
    }

    @Transactional(readOnly = true)
    public Optional<RegisteredVersion> byAlias(ProjectId project, String name, String alias) {
        return jdbc.sql(VERSION + """
                 v.project = :project and v.name = :name and v.number = (select a.number from registry.alias a
                    where a.project = :project and a.name = :name and a.alias = :alias)
                """).param("project", project.value()).param("name", name).param("alias", alias).query(
                RegisteredModels::version).optional();
    }

    /** Sets one tag, or takes it away where the value is null; others that write at the same time lose nothing. */
    public void tagModel(ProjectId project, String name, String key, @Nullable String value) {
        changed(jdbc.sql("update registry.model set tags = " + changedTags(value)
                + " where project = :project and name = :name and deleted_at is null").param("project",
                        project.value()).param("name", name).param("key", key).param("value", value).update(),
                () -> noModel(name));
    }

    /** Sets one tag, or takes it away where the value is null. */
    public void tagVersion(ProjectId project, String name, int number, String key, @Nullable String value) {
        changed(jdbc.sql("update registry.model_version set tags = " + changedTags(value)
                + " where project = :project and name = :name and number = :number and deleted_at is null").param(
                        "project", project.value()).param("name", name).param("number", number).param("key",
                                key).param("value", value).update(),
                () -> noVersion(name, number));
        events.publishEvent(new RegistryChange.VersionTagged(project, new VersionRef(name, number), key, value));
    }

    private static String changedTags(@Nullable String value) {
        return value == null
                ? "tags - cast(:key as text)"
                : "tags || jsonb_build_object(cast(:key as text), cast(:value as text))";
    }

    public void describeVersion(ProjectId project, String name, int number, String description) {
        changed(jdbc.sql("""
                update registry.model_version set description = ?, updated_at = ?
                where project = ? and name = ? and number = ? and deleted_at is null
                """).params(description, clock.instant().atOffset(ZoneOffset.UTC), project.value(), name,
                number).update(), () -> noVersion(name, number));
    }

    /** @param alone whether the versions that are in the stage are archived */
    public RegisteredVersion transition(ProjectId project, String name, int number, Stage stage, boolean alone) {
        version(project, name, number);
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        if (alone) {
            jdbc.sql("""
                    update registry.model_version set stage = :archived, updated_at = :now
                    where project = :project and name = :name and number <> :number and stage = :stage
                        and deleted_at is null
                    """).param("archived", Stage.ARCHIVED.word()).param("now", now).param("project",
                    project.value()).param("name", name).param("number", number).param("stage",
                            stage.word()).update();
        }
        jdbc.sql("""
                update registry.model_version set stage = ?, updated_at = ? where project = ? and name = ? and number = ?
                """).params(stage.word(), now, project.value(), name, number).update();
        jdbc.sql("update registry.model set updated_at = ? where project = ? and name = ?").params(now,
                project.value(), name).update();
        return version(project, name, number);
    }

    static RuntimeException noModel(String name) {
        return MlflowError.RESOURCE_DOES_NOT_EXIST.because("Registered Model with name=" + name + " not found");
    }

    private static RuntimeException noVersion(String name, int number) {
        return MlflowError.RESOURCE_DOES_NOT_EXIST.because("Model Version (name=" + name + ", version=" + number
                + ") not found");
    }

    private static void changed(int rows, java.util.function.Supplier<RuntimeException> otherwise) {
        if (rows == 0) {
            throw otherwise.get();
        }
    }

    private static Model model(ResultSet row) throws SQLException {
        return new Model(row.getString("name"), row.getInt("last_number"), row.getString("description"), tags(row),
                row.getString("owner"), row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }

    private static RegisteredVersion version(ResultSet row, int number) throws SQLException {
        String aliases = row.getString("aliases");
        return new RegisteredVersion(row.getString("name"), row.getInt("number"),
                row.getTimestamp("registered_at").getTime(), row.getTimestamp("updated_at").getTime(),
                row.getString("registered_by"), row.getString("stage"), row.getString("description"),
                row.getString("source"), row.getString("run"), row.getString("run_link"), tags(row),
                aliases == null ? List.of() : JSON.readValue(aliases, new TypeReference<ArrayList<String>>() {
                }));
    }

    private static Map<String, String> tags(ResultSet row) throws SQLException {
        return JSON.readValue(Objects.requireNonNull(row.getString("tags")),
                new TypeReference<TreeMap<String, String>>() {
                });
    }
}

package io.attune.registry.models;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.ProjectId;
import io.attune.registry.Model;
import io.attune.registry.Names;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows of models; what is deleted keeps its row, and is not found. */
@Component
class ModelRows {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    ModelRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Model> find(ProjectId project, String name) {
        return jdbc.sql("select * from registry.model where project = ? and name = ? and deleted_at is null").params(
                project.value(), name).query(ModelRows::model).optional();
    }

    List<Model> list(ProjectId project, @Nullable String after, int atMost) {
        return jdbc.sql("""
                select * from registry.model where project = ? and name > ? and deleted_at is null order by name limit ?
                """).params(project.value(), after == null ? "" : after, atMost).query(ModelRows::model).list();
    }

    /** For a version's sake: a model that is there stays, and one that was deleted comes back without words. */
    void open(ProjectId project, String name, Instant now) {
        if (find(project, name).isEmpty()) {
            insert(project, name, "", Map.of(), "system", now);
        }
    }

    /** Empty when there is one of this name. */
    Optional<Model> insert(ProjectId project, String name, String description, Map<String, String> tags, String owner,
            Instant now) {
        return jdbc.sql("""
                insert into registry.model as m (project, name, description, tags, owner, created_at, updated_at)
                values (:project, :name, :description, :tags::jsonb, :owner, :now, :now)
                on conflict (project, name) do update set description = excluded.description, tags = excluded.tags,
                    owner = excluded.owner, created_at = excluded.created_at, updated_at = excluded.updated_at,
                    deleted_at = null
                where m.deleted_at is not null
                returning *
                """).param("project", project.value()).param("name", Names.model("model name", name)).param(
                "description",
                description).param("tags", CanonicalJson.write(tags)).param("owner", owner).param("now", at(now)).query(
                        ModelRows::model).optional();
    }

    Model describe(ProjectId project, String name, String description, Map<String, String> tags, Instant now) {
        return jdbc.sql("""
                update registry.model set description = ?, tags = ?::jsonb, updated_at = ? where project = ? and name = ?
                returning *
                """).params(description, CanonicalJson.write(tags), at(now), project.value(), name).query(
                ModelRows::model).single();
    }

    void touch(ProjectId project, String name, Instant now) {
        jdbc.sql("update registry.model set updated_at = ? where project = ? and name = ?").params(at(now),
                project.value(), name).update();
    }

    /** Whether a model has the name, or a deleted one had versions under it. */
    boolean isTaken(ProjectId project, String name) {
        return jdbc.sql("""
                select exists (select 1 from registry.model m where m.project = ? and m.name = ? and (m.deleted_at is null
                    or exists (select 1 from registry.model_version v where v.project = m.project and v.name = m.name)))
                """).params(project.value(), name).query(Boolean.class).single();
    }

    /** What names the model from outside, for people; null when nothing does. */
    @Nullable
    String knowsTheName(ProjectId project, String name) {
        return jdbc.sql("""
                select case
                    when exists (select 1 from registry.deployment_revision
                        where project = :project and model = :name) then 'a deployment'
                    when exists (select 1 from registry.model_version
                        where project = :project and name = :name and run is not null) then 'a run of its recipe'
                    when exists (select 1 from registry.model_version
                        where project = :project and name = :name and connection is not null) then 'an evaluation'
                    when exists (select 1 from registry.promotion
                        where project = :project and name = :name) then 'a promotion'
                    when exists (select 1 from registry.quarantine
                        where project = :project and starts_with(node, 'version:' || :name || '@')) then 'a quarantine'
                    when exists (select 1 from registry.metric
                        where project = :project and name = :name) then 'an evaluation' end
                """).param("project", project.value()).param("name", name).query(
                (row, number) -> Optional.ofNullable(row.getString(1))).single().orElse(null);
    }

    /** Everything that carries the name follows; under the old one nothing is left but the last number it gave. */
    void rename(ProjectId project, String name, String newName, Instant now) {
        int given = jdbc.sql("""
                delete from registry.model where project = ? and name = ? returning last_number
                """).params(project.value(), newName).query(Integer.class).optional().orElse(0);
        int last = jdbc.sql("""
                update registry.model set name = ?, updated_at = ?, last_number = greatest(last_number, ?)
                where project = ? and name = ? returning last_number
                """).params(Names.model("model name", newName), at(now), given, project.value(), name).query(
                Integer.class).single();
        jdbc.sql("""
                insert into registry.model (project, name, last_number, created_at, updated_at, deleted_at)
                values (:project, :name, :last, :now, :now, :now)
                """).param("project", project.value()).param("name", name).param("last", last).param("now", at(
                now)).update();
    }

    void delete(ProjectId project, String name, Instant now) {
        jdbc.sql("""
                update registry.model_version set deleted_at = :now, updated_at = :now
                where project = :project and name = :name and deleted_at is null
                """).param("now", at(now)).param("project", project.value()).param("name", name).update();
        jdbc.sql("update registry.model set deleted_at = ?, updated_at = ? where project = ? and name = ?").params(
                at(now), at(now), project.value(), name).update();
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    private static Model model(ResultSet row, int number) throws SQLException {
        return new Model(row.getString("name"), row.getInt("last_number"), row.getString("description"), JSON.readValue(
                row.getString("tags"), new TypeReference<Map<String, String>>() {
                }), row.getString("owner"),
                row.getTimestamp("created_at").toInstant(), row.getTimestamp("updated_at").toInstant());
    }
}

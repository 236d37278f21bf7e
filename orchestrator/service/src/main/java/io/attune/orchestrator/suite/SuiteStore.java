package io.attune.orchestrator.suite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.attune.dataset.DatasetVersionRef;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Recipe.Questions.Frozen;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of suites. */
@Repository
class SuiteStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SELECT = "select project, name, version, digest, profile, frozen_by, frozen_at, reason"
            + " from orchestrator.suite where project = :project";
    private static final String ORDER = " order by name, version desc";

    private final JdbcClient jdbc;

    SuiteStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A recipe version that a run under way is pinned to. */
    record Pinned(String run, String recipe, int version) {}

    /**
     * Adds a suite unless it stands there.
     *
     * @param inputs the digests of the files that went into it
     * @return whether it is new
     */
    boolean add(FrozenSuite suite, List<String> inputs) {
        return jdbc.sql("""
                insert into orchestrator.suite (project, name, version, digest, profile, inputs, frozen_by, frozen_at,
                    reason)
                values (:project, :name, :version, :digest, cast(:profile as jsonb),
                    coalesce((select array_agg(value) from jsonb_array_elements_text(cast(:inputs as jsonb))), '{}'),
                    :by, :at, :reason) on conflict do nothing""").param("project",
                suite.dataset().project().value()).param("name", suite.dataset().name()).param("version",
                        suite.dataset().number()).param("digest", suite.dataset().digest().toString()).param("profile",
                                JSON.writeValueAsString(suite.profile())).param("inputs", JSON.writeValueAsString(
                                        inputs)).param("by", suite.frozenBy()).param("at",
                                                suite.frozenAt().atOffset(ZoneOffset.UTC)).param("reason",
                                                        suite.reason()).update() == 1;
    }

    Optional<FrozenSuite> find(ProjectId project, Frozen name) {
        return jdbc.sql(SELECT + " and name = :name and version = :version").param("project", project.value()).param(
                "name", name.name()).param("version", name.version()).query(SuiteStore::suite).optional();
    }

    /** By name, the newest version first. */
    List<FrozenSuite> list(ProjectId project) {
        return jdbc.sql(SELECT + ORDER).param("project", project.value()).query(SuiteStore::suite).list();
    }

    /** The suites into which any of these files went. */
    List<FrozenSuite> madeOf(ProjectId project, List<String> inputs) {
        return jdbc.sql(SELECT + " and inputs && (select array_agg(value) from jsonb_array_elements_text("
                + "cast(:inputs as jsonb)))" + ORDER).param("project", project.value()).param("inputs",
                        JSON.writeValueAsString(inputs)).query(SuiteStore::suite).list();
    }

    /** The suites of this content, under whatever name. */
    List<FrozenSuite> ofContent(ProjectId project, Digest digest) {
        return jdbc.sql(SELECT + " and digest = :digest" + ORDER).param("project", project.value()).param("digest",
                digest.toString()).query(SuiteStore::suite).list();
    }

    /** @return whether it was there */
    boolean remove(ProjectId project, Frozen name) {
        return jdbc.sql("delete from orchestrator.suite where project = ? and name = ? and version = ?").params(
                project.value(), name.name(), name.version()).update() == 1;
    }

    /** What the runs under way are pinned to. */
    List<Pinned> pinned(ProjectId project) {
        return jdbc.sql("select id, recipe, recipe_version from orchestrator.run where project = ?"
                + " and state not in ('SUCCEEDED', 'FAILED', 'CANCELLED')").params(project.value()).query((row,
                        n) -> new Pinned(row.getString(1), row.getString(2), row.getInt(3))).list();
    }

    /** The ids of the suite's examples that stand in a training set, when that was found out before. */
    Optional<Set<String>> overlap(ProjectId project, Digest suite, Digest training) {
        return jdbc.sql(
                "select items from orchestrator.suite_overlap where project = ? and suite = ? and training = ?").params(
                        project.value(), suite.toString(), training.toString()).query((row,
                                n) -> JSON.<Set<String>>readValue(
                                        row.getString(1), new TypeReference<>() {
                                        })).optional();
    }

    void addOverlap(ProjectId project, Digest suite, Digest training, Set<String> items) {
        jdbc.sql(
                "insert into orchestrator.suite_overlap values (?, ?, ?, cast(? as jsonb)) on conflict do nothing").params(
                        project.value(), suite.toString(), training.toString(), JSON.writeValueAsString(
                                items.stream().sorted().toList())).update();
    }

    private static FrozenSuite suite(ResultSet row, int number) throws SQLException {
        return new FrozenSuite(new DatasetVersionRef(new ProjectId(row.getString("project")), row.getString("name"),
                row.getInt("version"), Digest.parse(row.getString("digest"))), JSON.readValue(row.getString("profile"),
                        SuiteProfile.class), row.getString("frozen_by"), row.getObject("frozen_at",
                                OffsetDateTime.class).toInstant(), row.getString("reason"));
    }
}

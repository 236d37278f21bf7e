package io.attune.orchestrator.schedule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

import io.attune.kernel.ProjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The schedules' rows. */
@Repository
class ScheduleStore {
    private static final String COLUMNS = "project, recipe, recipe_version, decided_through, next_due, paused_by, version";

    private final JdbcClient jdbc;

    ScheduleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Lets one transaction at a time decide about a recipe's firings, on all nodes; until the transaction ends. */
    void lock(ProjectId project, String recipe) {
        jdbc.sql("select 1 from pg_advisory_xact_lock(hashtextextended('schedule/' || ? || '/' || ?, 0))").params(
                project.value(), recipe).query(Integer.class).single();
    }

    Optional<ScheduleRow> find(ProjectId project, String recipe) {
        return jdbc.sql("select " + COLUMNS + " from orchestrator.schedule where project = ? and recipe = ?").params(
                project.value(), recipe).query(ScheduleStore::row).optional();
    }

    /** Of all projects. */
    List<ScheduleRow> all() {
        return jdbc.sql("select " + COLUMNS + " from orchestrator.schedule order by project, recipe").query(
                ScheduleStore::row).list();
    }

    void put(ScheduleRow row) {
        jdbc.sql("insert into orchestrator.schedule (" + COLUMNS + ") values (:project, :recipe, :recipeVersion,"
                + " :decided, :next, :paused, :version) on conflict (project, recipe) do update set"
                + " recipe_version = :recipeVersion, decided_through = :decided, next_due = :next,"
                + " paused_by = :paused, version = :version").param("project", row.project().value()).param("recipe",
                        row.recipe()).param("recipeVersion", row.recipeVersion()).param("decided", FiringStore.utc(
                                row.decidedThrough())).param("next", row.nextDue() == null
                                        ? null
                                        : FiringStore.utc(row.nextDue()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE).param(
                                                "paused", row.pausedBy()).param("version", row.version()).update();
    }

    void remove(ProjectId project, String recipe) {
        jdbc.sql("delete from orchestrator.schedule where project = ? and recipe = ?").params(project.value(),
                recipe).update();
    }

    /** What should have been looked at and was not: due before one instant, or pending since before another. */
    List<RecipeName> forgotten(Instant dueBefore, Instant pendingSince) {
        return jdbc.sql("select project, recipe from orchestrator.schedule where next_due < :due union"
                + " select project, recipe from orchestrator.firing where outcome in ('firing', 'waiting')"
                + " and fired_at < :pending order by 1, 2").param("due", FiringStore.utc(dueBefore)).param("pending",
                        FiringStore.utc(pendingSince)).query((row, n) -> new RecipeName(
                                new ProjectId(row.getString("project")), row.getString("recipe"))).list();
    }

    /** Recipes of which nobody has said that they have a schedule. */
    List<RecipeName> withoutRow() {
        return jdbc.sql("select project, name from orchestrator.recipe r where not exists (select 1 from"
                + " orchestrator.schedule s where s.project = r.project and s.recipe = r.name) order by 1, 2").query((
                        row,
                        n) -> new RecipeName(new ProjectId(row.getString("project")), row.getString("name"))).list();
    }

    /** A recipe of a project. */
    record RecipeName(ProjectId project, String recipe) {}

    private static ScheduleRow row(ResultSet row, int number) throws SQLException {
        return new ScheduleRow(new ProjectId(row.getString("project")), row.getString("recipe"), row.getInt(
                "recipe_version"), instant(row, "decided_through"), nullable(row, "next_due"), row.getString(
                        "paused_by"), row.getLong("version"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant nullable(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}

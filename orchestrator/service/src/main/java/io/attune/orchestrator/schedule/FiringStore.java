package io.attune.orchestrator.schedule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.attune.kernel.ProjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The firings of all schedules. */
@Repository
class FiringStore {
    private static final String COLUMNS = "recipe, scheduled_at, fired_at, outcome, run, reason";

    private final JdbcClient jdbc;

    FiringStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Notes that a firing begins; one that is there stays as it is.
     *
     * @param idempotencyKey recognises a repetition by a caller, or null
     */
    Firing begin(ProjectId project, String recipe, Instant scheduledAt, @Nullable String idempotencyKey,
            Instant now) {
        jdbc.sql("""
                insert into orchestrator.firing (project, recipe, scheduled_at, fired_at, idempotency_key, outcome)
                values (:project, :recipe, :scheduled, :now, :key, 'firing') on conflict do nothing""").param("project",
                project.value()).param("recipe", recipe).param("scheduled", utc(scheduledAt)).param("now",
                        utc(now)).param("key", idempotencyKey).update();
        return jdbc.sql("select " + COLUMNS + " from orchestrator.firing where project = :project and recipe = :recipe"
                + " and (scheduled_at = :scheduled and :key::text is null or idempotency_key = :key)").param("project",
                        project.value()).param("recipe", recipe).param("scheduled", utc(scheduledAt)).param("key",
                                idempotencyKey).query(FiringStore::row).single();
    }

    void end(ProjectId project, Firing done) {
        jdbc.sql("""
                update orchestrator.firing set outcome = :outcome, run = :run, reason = :reason, fired_at = :fired
                where project = :project and recipe = :recipe and scheduled_at = :scheduled""").param("outcome",
                done.outcome().word()).param("run", done.run()).param("reason", done.reason()).param("fired",
                        utc(done.firedAt())).param("project", project.value()).param("recipe", done.recipe()).param(
                                "scheduled", utc(done.scheduledAt())).update();
    }

    /** Newest first. */
    List<Firing> last(ProjectId project, String recipe, int limit) {
        return jdbc.sql("select " + COLUMNS + " from orchestrator.firing where project = ? and recipe = ?"
                + " order by scheduled_at desc limit ?").params(project.value(), recipe, limit).query(
                        FiringStore::row).list();
    }

    Optional<Firing> last(ProjectId project, String recipe) {
        return last(project, recipe, 1).stream().findFirst();
    }

    private static Firing row(ResultSet row, int number) throws SQLException {
        return new Firing(row.getString("recipe"), row.getObject("scheduled_at", OffsetDateTime.class).toInstant(),
                row.getObject("fired_at", OffsetDateTime.class).toInstant(),
                Firing.Result.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)), row.getString("run"),
                row.getString("reason"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

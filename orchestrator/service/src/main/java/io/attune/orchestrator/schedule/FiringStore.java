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

/** The firings of all schedules. A due time of a recipe is there at most once, by the table's key. */
@Repository
class FiringStore {
    private static final String COLUMNS = "recipe, scheduled_at, fired_at, cause, actor, outcome, run, decision, reason, earlier";
    private static final String PENDING = "outcome in ('firing', 'waiting')";

    private final JdbcClient jdbc;

    FiringStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds a firing unless that time, or that key, is there.
     *
     * @param key recognises a repetition by a caller or of an event, or null
     * @return whether it was added
     */
    boolean add(ProjectId project, Firing firing, @Nullable String key) {
        return jdbc.sql("insert into orchestrator.firing (project, idempotency_key, " + COLUMNS
                + ") values (:project, :key, :recipe, :due, :fired, :cause, :actor, :outcome, :run, :decision, :reason,"
                + " :earlier) on conflict do nothing").param("project", project.value()).param("key", key).param(
                        "recipe", firing.recipe()).param("due", utc(firing.scheduledAt())).param("fired",
                                utc(firing.firedAt())).param("cause", firing.cause().word()).param("actor",
                                        firing.actor()).param("outcome", firing.outcome().word()).param("run",
                                                firing.run()).param("decision", firing.decision()).param("reason",
                                                        firing.reason()).param("earlier",
                                                                firing.earlier()).update() == 1;
    }

    /** Writes what became of a firing that is there. */
    void put(ProjectId project, Firing firing) {
        jdbc.sql("update orchestrator.firing set fired_at = :fired, cause = :cause, actor = :actor, outcome = :outcome,"
                + " run = :run, decision = :decision, reason = :reason, earlier = :earlier"
                + " where project = :project and recipe = :recipe and scheduled_at = :due").param("fired",
                        utc(firing.firedAt())).param("cause", firing.cause().word()).param("actor",
                                firing.actor()).param("outcome", firing.outcome().word()).param("run",
                                        firing.run()).param("decision", firing.decision()).param("reason",
                                                firing.reason()).param("earlier", firing.earlier()).param("project",
                                                        project.value()).param("recipe", firing.recipe()).param("due",
                                                                utc(firing.scheduledAt())).update();
    }

    Optional<Firing> find(ProjectId project, String recipe, Instant scheduledAt) {
        return jdbc.sql("select " + COLUMNS + " from orchestrator.firing where project = ? and recipe = ?"
                + " and scheduled_at = ?").params(project.value(), recipe, utc(scheduledAt)).query(
                        FiringStore::row).optional();
    }

    Optional<Firing> findByKey(ProjectId project, String recipe, String key) {
        return jdbc.sql("select " + COLUMNS + " from orchestrator.firing where project = ? and recipe = ?"
                + " and idempotency_key = ?").params(project.value(), recipe, key).query(FiringStore::row).optional();
    }

    /** What is still to be done, earliest due first. */
    List<Firing> pending(ProjectId project, String recipe) {
        return jdbc.sql("select " + COLUMNS + " from orchestrator.firing where project = ? and recipe = ? and "
                + PENDING + " order by scheduled_at").params(project.value(), recipe).query(FiringStore::row).list();
    }

    /** Newest first, those due before {@code before} when it is given. */
    List<Firing> last(ProjectId project, String recipe, @Nullable Instant before, int limit) {
        return jdbc.sql("select " + COLUMNS + " from orchestrator.firing where project = :project and recipe = :recipe"
                + " and (cast(:before as timestamptz) is null or scheduled_at < :before)"
                + " order by scheduled_at desc limit :limit").param("project", project.value()).param("recipe",
                        recipe).param("before", before == null ? null : utc(before)).param("limit", limit).query(
                                FiringStore::row).list();
    }

    Optional<Firing> last(ProjectId project, String recipe) {
        return last(project, recipe, null, 1).stream().findFirst();
    }

    private static Firing row(ResultSet row, int number) throws SQLException {
        return new Firing(row.getString("recipe"), row.getObject("scheduled_at", OffsetDateTime.class).toInstant(),
                row.getObject("fired_at", OffsetDateTime.class).toInstant(),
                Firing.Cause.valueOf(row.getString("cause").toUpperCase(Locale.ROOT)), row.getString("actor"),
                Firing.Result.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)), row.getString("run"),
                row.getString("decision"), row.getString("reason"), row.getString("earlier"));
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

package io.attune.orchestrator.evaluation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.orchestrator.run.RunState;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The rows of evaluations, and the claims on those that no run carries. */
@Repository
class StandaloneStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String COLUMNS = "id, project, run, subject, arms, state, problem, wish, started_by,"
            + " cancel_requested, fence, created_at, updated_at, (select run.state from orchestrator.run"
            + " where run.id = evaluation.run) as run_state, (select run.facts -> 'Gates' is not null or coalesce(run.facts"
            + " #>> '{Plan,train}', '') = 'false' from orchestrator.run where run.id = evaluation.run) as run_judged";

    private final JdbcClient jdbc;
    private final InstantSource clock;

    StandaloneStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How an evaluation stands. */
    enum State {
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED
    }

    /** What went wrong, or what is in the way for now. */
    record Trouble(String code, String message, String nextStep) {
        static Trouble of(PlatformException e) {
            return new Trouble(e.code().value(), e.message(), e.nextStep());
        }
    }

    /**
     * An evaluation.
     *
     * @param run null for one by itself
     * @param state of one of a run as the run stands
     * @param wish null for one of a run
     */
    record Row(EvaluationId id, ProjectId project, @Nullable RunId run, String subject, List<EvaluatedArm> arms,
            State state,
            @Nullable Trouble problem, @Nullable EvaluationWish wish, String startedBy, boolean cancelRequested,
            long fence,
            Instant createdAt, Instant updatedAt) {}

    /** Adds an evaluation, or finds the one that was added with the same key. */
    Row add(EvaluationId id, ProjectId project, EvaluationWish wish, String startedBy, String key) {
        jdbc.sql("insert into orchestrator.evaluation (id, project, subject, wish, state, started_by, idempotency_key,"
                + " due_at, created_at, updated_at) values (:id, :project, :subject, cast(:wish as jsonb), 'RUNNING', :by,"
                + " :key, :now, :now, :now) on conflict (project, idempotency_key) do nothing").param("id",
                        id.value()).param("project", project.value()).param("subject", wish.version()).param("wish",
                                JSON.writeValueAsString(wish)).param("by", startedBy).param("key", "by " + key).param(
                                        "now", now()).update();
        return jdbc.sql("select " + COLUMNS + " from orchestrator.evaluation where project = ? and idempotency_key"
                + " = ?").params(project.value(), "by " + key).query(StandaloneStore::row).single();
    }

    Optional<Row> find(ProjectId project, EvaluationId id) {
        return jdbc.sql("select " + COLUMNS + " from orchestrator.evaluation where project = ? and id = ?").params(
                project.value(), id.value()).query(StandaloneStore::row).optional();
    }

    /** The newest, those made before {@code before} when it is given. */
    List<Row> list(ProjectId project, @Nullable String before, int limit) {
        return jdbc.sql("select " + COLUMNS + " from orchestrator.evaluation where project = :project and"
                + " (cast(:before as text) is null or id < :before) order by id desc limit :limit").param("project",
                        project.value()).param("before", before).param("limit", limit).query(
                                StandaloneStore::row).list();
    }

    /** Claims the evaluation that is due the longest and that nobody works on. */
    Optional<Row> claim(Duration lease) {
        return jdbc.sql("with due as (select id from orchestrator.evaluation where run is null and state = 'RUNNING'"
                + " and due_at <= :now and (claimed_until is null or claimed_until < :now) order by due_at limit 1"
                + " for update skip locked) update orchestrator.evaluation set fence = fence + 1, claimed_until = :until"
                + " where id in (select id from due) returning " + COLUMNS).param("now", now()).param("until",
                        now().plus(
                                lease)).query(StandaloneStore::row).optional();
    }

    /** Lets an evaluation go on later, and says what is in the way, if anything is. */
    void putOff(Row row, Duration wait, @Nullable Trouble trouble) {
        jdbc.sql("update orchestrator.evaluation set due_at = :due, claimed_until = null, updated_at = :now, problem ="
                + " cast(:problem as jsonb) where id = :id and fence = :fence and state = 'RUNNING'").param("due",
                        now().plus(wait)).param("now", now()).param("problem", trouble == null
                                ? null
                                : JSON.writeValueAsString(trouble)).param("id", row.id().value()).param("fence",
                                        row.fence()).update();
    }

    /** Ends an evaluation. */
    void end(Row row, State state, @Nullable Trouble trouble) {
        jdbc.sql("update orchestrator.evaluation set state = :state, claimed_until = null, updated_at = :now, problem ="
                + " cast(:problem as jsonb) where id = :id and fence = :fence and state = 'RUNNING'").param("state",
                        state.name()).param("now", now()).param("problem", trouble == null
                                ? null
                                : JSON.writeValueAsString(trouble)).param("id", row.id().value()).param("fence",
                                        row.fence()).update();
    }

    void requestCancel(ProjectId project, EvaluationId id) {
        jdbc.sql(
                "update orchestrator.evaluation set cancel_requested = true, due_at = least(due_at, :now) where project"
                        + " = :project and id = :id and run is null and state = 'RUNNING'").param("now", now()).param(
                                "project",
                                project.value()).param("id", id.value()).update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /** That of a run follows from where the run stands: nobody ends it by itself. */
    private static State state(ResultSet rs) throws SQLException {
        String run = rs.getString("run_state");
        return run == null
                ? State.valueOf(rs.getString("state"))
                : ofRun(RunState.valueOf(run), rs.getBoolean("run_judged"));
    }

    /** @param judged whether the evaluation has told all it was asked for */
    static State ofRun(RunState run, boolean judged) {
        if (judged || run == RunState.SUCCEEDED || (!run.isTerminal() && run.compareTo(RunState.REGISTERING) >= 0)) {
            return State.SUCCEEDED;
        }
        return !run.isTerminal() ? State.RUNNING : run == RunState.FAILED ? State.FAILED : State.CANCELLED;
    }

    private static Row row(ResultSet rs, int number) throws SQLException {
        String run = rs.getString("run");
        String problem = rs.getString("problem");
        return new Row(new EvaluationId(rs.getString("id")), new ProjectId(rs.getString("project")), run == null
                ? null
                : new RunId(run), rs.getString("subject"), List.of(JSON.readValue(rs.getString("arms"),
                        EvaluatedArm[].class)), state(rs), problem == null
                                ? null
                                : JSON.readValue(problem, Trouble.class), run == null
                                        ? JSON.readValue(rs.getString("wish"), EvaluationWish.class)
                                        : null, rs.getString("started_by"), rs.getBoolean("cancel_requested"),
                rs.getLong(
                        "fence"), rs.getTimestamp("created_at").toInstant(), rs.getTimestamp(
                                "updated_at").toInstant());
    }
}

package io.attune.orchestrator.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.provider.ProviderJobId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The runs' rows. Every write of a claimed run is fenced by the claim's number. */
@Repository
public class RunStore {
    private static final String COLUMNS = "id, project, recipe, recipe_version, started_by, state, facts, cancel_requested, created_at, updated_at";
    private static final String UNFINISHED = "state not in ('SUCCEEDED', 'FAILED', 'CANCELLED')";
    /** Due when a person or a cancel makes it so. */
    private static final OffsetDateTime NEVER = Instant.parse("9999-01-01T00:00:00Z").atOffset(ZoneOffset.UTC);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final SlotRows slots;

    RunStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.slots = new SlotRows(jdbc);
        this.clock = clock;
    }

    /** A claimed run and the number that fences its writes. */
    record Claim(Run run, long fence) {}

    /**
     * Adds a line of history for each row of {@code moved}. Together with the change itself it is one statement, and so one
     * commit; the row's own counter numbers the lines, for only one may change a row at a time.
     */
    private static final String SAY = " insert into orchestrator.run_event (run, sequence, project, at, state, kind, message)"
            + " select id, last_event, project, :now, state, :kind, :message from moved";
    private static final String AND_SAY = " returning id, last_event, project, state)" + SAY;
    /** The same with a turn that people or programs outside are told, which is taken and told later. */
    private static final String AND_TELL = " returning id, last_event, project, state), told as (insert into"
            + " orchestrator.run_news (run, sequence, project, turn, at) select id, last_event, project, :turn, :now"
            + " from moved)" + SAY;

    /** Adds a run, or finds the one that was added with the same key. */
    Run add(RunId id, ProjectId project, String recipe, int version, String startedBy, String idempotencyKey) {
        return add(id, project, recipe, version, startedBy, idempotencyKey, 0);
    }

    /** The same with a priority among the runs that wait for a slot; higher goes first. */
    Run add(RunId id, ProjectId project, String recipe, int version, String startedBy, String idempotencyKey,
            int priority) {
        jdbc.sql("with moved as (insert into orchestrator.run (id, project, recipe, recipe_version, started_by,"
                + " idempotency_key, state, facts, due_at, created_at, updated_at, last_event, priority) values (:id, :project,"
                + " :recipe, :version, :by, :key, 'CURATING', '{}', :now, :now, :now, 1, :priority)"
                + " on conflict (project, idempotency_key) do nothing" + AND_SAY).param("id", id.value()).param(
                        "project", project.value()).param("recipe", recipe).param("version", version).param("by",
                                startedBy).param("key", idempotencyKey).param("now", now()).param("priority",
                                        priority).param("kind",
                                                "Started").param("message", "started by " + startedBy).update();
        return findByKey(project, idempotencyKey).orElseThrow();
    }

    /** Adds a run of a group, or finds the one that was added with the same key. */
    Run add(NewRun run) {
        RunGroup group = run.group();
        jdbc.sql("with moved as (insert into orchestrator.run (id, project, recipe, recipe_version, started_by,"
                + " idempotency_key, state, facts, due_at, created_at, updated_at, last_event, run_group, priority) values (:id,"
                + " :project, :recipe, :version, :by, :key, :state, cast(:facts as jsonb), :now, :now, :now, 1, :group, :priority)"
                + " on conflict (project, idempotency_key) do nothing" + AND_SAY).param("id", run.id().value()).param(
                        "project", group.project().value()).param("recipe", group.recipe()).param("version",
                                group.recipeVersion()).param("by", group.startedBy()).param("key", run.key()).param(
                                        "state", run.state().name()).param("facts", run.facts().toJson()).param(
                                                "group", group.id().value()).param("priority", group.priority()).param(
                                                        "now", now()).param("kind",
                                                                "Started").param("message", "started by "
                                                                        + group.startedBy()
                                                                        + " for target " + group.targets().get(
                                                                                run.place())).update();
        return findByKey(group.project(), run.key()).orElseThrow();
    }

    /** The runs of a group. */
    List<Run> inGroup(ProjectId project, RunGroupId group) {
        return jdbc.sql("select " + COLUMNS + " from orchestrator.run where project = ? and run_group = ?").params(
                project.value(), group.value()).query(RunStore::run).list();
    }

    public Optional<Run> find(ProjectId project, RunId id) {
        return jdbc.sql("select " + COLUMNS + " from orchestrator.run where project = ? and id = ?").params(
                project.value(), id.value()).query(RunStore::run).optional();
    }

    /** The newest runs, those made before {@code before} when it is given. */
    public List<Run> list(ProjectId project, @Nullable String recipe, @Nullable RunId before, int limit) {
        return jdbc.sql("select " + COLUMNS + " from orchestrator.run where project = :project"
                + " and (cast(:recipe as text) is null or recipe = :recipe)"
                + " and (cast(:before as text) is null or id < :before) order by id desc limit :limit").param("project",
                        project.value()).param("recipe", recipe).param("before", before == null
                                ? null
                                : before.value()).param("limit", limit).query(RunStore::run).list();
    }

    /** The run that was started with an idempotency key, or empty. */
    Optional<Run> findByKey(ProjectId project, String idempotencyKey) {
        return jdbc.sql("select " + COLUMNS
                + " from orchestrator.run where project = ? and idempotency_key = ?").params(project.value(),
                        idempotencyKey).query(RunStore::run).optional();
    }

    /** The newest run of a recipe that has not ended, or empty. */
    Optional<Run> newestUnfinished(ProjectId project, String recipe) {
        return jdbc.sql("select " + COLUMNS + " from orchestrator.run where project = ? and recipe = ? and "
                + UNFINISHED
                + " order by id desc limit 1").params(project.value(), recipe).query(RunStore::run).optional();
    }

    /** The newest run of a recipe that ended in success, or empty. */
    public Optional<Run> lastSuccess(ProjectId project, String recipe) {
        return jdbc.sql("select " + COLUMNS + " from orchestrator.run where project = ? and recipe = ?"
                + " and state = 'SUCCEEDED' order by id desc limit 1").params(project.value(), recipe).query(
                        RunStore::run).optional();
    }

    /** Claims up to so many runs in these states whose effects are due and nobody works on, the longest due first. */
    List<Claim> claim(String node, Set<RunState> states, Duration lease, int most) {
        OffsetDateTime now = now();
        return jdbc.sql("with due as (select id from orchestrator.run where due_at <= :now and " + UNFINISHED
                + " and state = any(cast(:states as text[])) and (claimed_until is null or claimed_until < :now)"
                + " order by due_at limit :most for update skip locked)"
                + " update orchestrator.run set fence = fence + 1, claimed_by = :node, claimed_until = :until"
                + " where id in (select id from due) returning fence, " + COLUMNS).param("node", node).param("until",
                        now.plus(lease)).param("now", now).param("most", most).param("states",
                                states.stream().map(RunState::name).sorted().toArray(String[]::new)).query((rs,
                                        i) -> new Claim(run(rs, i), rs.getLong("fence"))).list();
    }

    /** Extends a claim; false when it has passed on. */
    boolean renew(Claim claim, Duration lease) {
        return jdbc.sql("update orchestrator.run set claimed_until = ? where id = ? and fence = ?").params(now().plus(
                lease), claim.run().id().value(), claim.fence()).update() == 1;
    }

    /**
     * Stores what came of an event. Whether somebody asked to stop is left as the row has it.
     *
     * @param keepClaim whether the same effect goes on
     * @return false when the claim has passed on, and nothing was stored
     */
    boolean store(Claim claim, RunMachine.Next next, RunEvent event, boolean keepClaim) {
        return store(claim, next, event, keepClaim, null);
    }

    private boolean store(Claim claim, RunMachine.Next next, RunEvent event, boolean keepClaim, @Nullable Slot slot) {
        Run run = next.run();
        OffsetDateTime due = run.state().awaitsPerson() && !run.cancelRequested()
                ? NEVER
                : now().plus(next.lookAgainIn());
        Optional<Fact.Job> job = run.facts().find(Fact.Job.class);
        boolean seen = event instanceof RunEvent.Accepted || event instanceof RunEvent.Polled;
        String set = "update orchestrator.run set state = :state, facts = cast(:facts as jsonb), due_at = :due,"
                + " updated_at = :now, progress = case when state = :state then progress else null end,"
                + " connection = :connection, job = :job, job_word = :word" + (seen ? ", seen_at = :now" : "")
                + (slot == null ? "" : ", slot_of = :slotOf, slot_gpus = :slotGpus")
                + (keepClaim ? "" : ", claimed_by = null, claimed_until = null");
        JdbcClient.StatementSpec change = change(set, " where id = :id and fence = :fence", isNews(claim.run(), run,
                event)
                        ? Line.of(claim.run(), run, event)
                        : null).param("state", run.state().name()).param("facts", run.facts().toJson()).param("due",
                                due).param("connection", job.map(Fact.Job::connection).orElse(null)).param("job",
                                        job.map(
                                                j -> j.id().value()).orElse(null)).param("word", job.map(
                                                        Fact.Job::rawState).orElse(
                                                                null)).param("id", run.id().value()).param("fence",
                                                                        claim.fence());
        if (slot != null) {
            change = change.param("slotOf", slot.connection()).param("slotGpus", slot.gpus());
        }
        boolean stored = change.update() == 1;
        if (stored && RunMachine.mayHaveJob(claim.run()) && !RunMachine.mayHaveJob(run)) {
            slots.wakeNext(run.id(), now());
        }
        return stored;
    }

    /** What came of storing an event that needs a slot. */
    enum Stored {
        STORED,
        NO_SLOT,
        CLAIM_LOST
    }

    /** Stores what came of an event that begins to send, if there is a free slot; else the run stands in the queue. */
    @Transactional
    Stored storeInSlot(Claim claim, RunMachine.Next next, RunEvent.SendingBegins event, Slot slot) {
        if (!slot.limits().equals(Slot.Limits.NONE)) {
            if (!slots.join(claim, slot)) {
                return Stored.CLAIM_LOST;
            }
            if (!slots.isFree(claim.run().id(), slot)) {
                return Stored.NO_SLOT;
            }
        }
        return store(claim, next, event, true, slot) ? Stored.STORED : Stored.CLAIM_LOST;
    }

    /**
     * Where a run stands in the queue of a connection.
     *
     * @param connection the account
     * @param place from 1
     * @param length how many stand there
     * @param reason what it waits for
     */
    public record Place(String connection, int place, int length, int priority, String reason) {}

    /** Where some runs stand in the queues of their connections; those that stand in none are left out. */
    public Map<RunId, Place> places(Collection<Run> runs) {
        List<RunId> submitting = runs.stream().filter(run -> run.state() == RunState.SUBMITTING).map(Run::id).toList();
        return submitting.isEmpty() ? Map.of() : slots.places(submitting);
    }

    /** What the history says of a change. */
    private record Line(String kind, String message, @Nullable RunTurn turn) {
        static Line of(Run before, Run after, RunEvent event) {
            return new Line(event.getClass().getSimpleName(), RunLines.describe(event), RunTurn.of(before.state(),
                    after.state(), event).orElse(null));
        }
    }

    /** One statement that changes a run and, when there is something to tell, adds it to the history. */
    private JdbcClient.StatementSpec change(String set, String where, @Nullable Line line) {
        return line == null
                ? jdbc.sql(set + where).param("now", now())
                : told(jdbc.sql("with moved as (" + set + ", last_event = last_event + 1" + where + (line.turn() == null
                        ? AND_SAY
                        : AND_TELL)), line.turn()).param("now", now()).param("kind", line.kind()).param("message",
                                line.message());
    }

    private static JdbcClient.StatementSpec told(JdbcClient.StatementSpec statement, @Nullable RunTurn turn) {
        return turn == null ? statement : statement.param("turn", turn.name());
    }

    /** How many jobs are watched at each connection where one of them was not seen for that long. */
    public Map<String, Integer> watched(Duration unseen) {
        Map<String, Integer> watched = new TreeMap<>();
        jdbc.sql("select connection, count(*) from orchestrator.run where state in ('TRAINING', 'CANCELLING')"
                + " and connection is not null group by 1 having min(seen_at) < :before").param("before", now().minus(
                        unseen)).query(row -> {
                            watched.put(row.getString(1), row.getInt(2));
                        });
        return watched;
    }

    /** Whether a connection's list is due to be read, by the one who asks first; the next turn is a pause later. */
    public boolean takeSweep(String connection, Duration pause) {
        return jdbc.sql("insert into orchestrator.job_sweep (connection, swept_at) values (:connection, :now)"
                + " on conflict (connection) do update set swept_at = :now where job_sweep.swept_at <= :before").param(
                        "connection", connection).param("now", now()).param("before", now().minus(pause)).update() == 1;
    }

    /**
     * Takes note that jobs were seen in a list. Those in another state than known are due at once; the rest stay as they
     * are.
     *
     * @param words the provider's words for their states, in the order of {@code jobs}
     * @return how many of them are watched
     */
    public int seen(String connection, List<ProviderJobId> jobs, List<String> words) {
        return jdbc.sql("""
                update orchestrator.run set seen_at = :now,
                    due_at = case when run.job_word = listed.word then run.due_at else least(run.due_at, :now) end
                from unnest(cast(:jobs as text[]), cast(:words as text[])) as listed (job, word)
                where run.connection = :connection and run.job = listed.job and run.state in ('TRAINING', 'CANCELLING')
                """).param("now", now()).param("connection", connection).param("jobs", jobs.stream().map(
                ProviderJobId::value).toArray(String[]::new)).param("words", words.toArray(String[]::new)).update();
    }

    /**
     * Has the runs looked at that watch a job, because somebody says that something happened to it, and those that are in
     * doubt whether they have one there.
     *
     * @return how many
     */
    public int lookAt(String connection, ProviderJobId job) {
        return jdbc.sql("update orchestrator.run set due_at = least(due_at, :now) where (connection = :connection"
                + " and job = :job and state in ('TRAINING', 'CANCELLING'))"
                + " or (slot_of = :connection and state = 'IN_DOUBT')").param("now", now()).param("connection",
                        connection).param("job", job.value()).update();
    }

    /** A person's word on a run that waits for one; false when the run does not wait for it (any more). */
    boolean decide(Run run, RunEvent event) {
        Run next = RunMachine.next(run, event).run();
        return change("update orchestrator.run set state = :next, facts = cast(:facts as jsonb), due_at = :now,"
                + " updated_at = :now", " where id = :id and state = :state", isNews(run, next, event)
                        ? Line.of(run, next, event)
                        : null).param("next", next.state().name()).param("facts", next.facts().toJson()).param("id",
                                run.id().value()).param("state", run.state().name()).update() == 1;
    }

    /** Keeps everybody else from deciding until the transaction ends. */
    void lock(RunId run) {
        jdbc.sql("select 1 from orchestrator.run where id = ? for update").param(run.value()).query(
                (rs, i) -> 1).list();
    }

    void requestCancel(Run run, String by) {
        change("update orchestrator.run set cancel_requested = true, due_at = least(due_at, :now)",
                " where id = :id and not cancel_requested and " + UNFINISHED,
                new Line("CancelRequested", by + " asked to stop", null)).param("id", run.id().value()).update();
    }

    void progress(Claim claim, String json) {
        jdbc.sql("update orchestrator.run set progress = cast(? as jsonb) where id = ? and fence = ?").params(json,
                claim.run().id().value(), claim.fence()).update();
    }

    public Optional<String> progress(Run run) {
        return jdbc.sql("select progress from orchestrator.run where id = ? and progress is not null").param(
                run.id().value()).query((rs, i) -> rs.getString(1)).optional();
    }

    /** One line of a run's history. */
    public record RunLine(long sequence, Instant at, String state, String kind, String message) {}

    public List<RunLine> lines(Run run, long after, int limit) {
        return jdbc.sql("select sequence, at, state, kind, message from orchestrator.run_event"
                + " where run = ? and sequence > ? order by sequence limit ?").params(run.id().value(), after,
                        limit).query((rs, i) -> new RunLine(rs.getLong(1), rs.getTimestamp(2).toInstant(), rs.getString(
                                3),
                                rs.getString(4), rs.getString(5))).list();
    }

    /** Polls that bring nothing new are not history. */
    private static boolean isNews(Run before, Run after, RunEvent event) {
        return switch (event) {
            case RunEvent.StillWorking e -> false;
            case RunEvent.Polled e -> before.state() != after.state() || !before.facts().find(Fact.Job.class).map(
                    Fact.Job::rawState).equals(after.facts().find(Fact.Job.class).map(Fact.Job::rawState));
            case RunEvent.Metered e -> false;
            case RunEvent.WaitsForSlot e -> before.facts().find(Fact.Waiting.class).isEmpty();
            case RunEvent.PromotionPending e -> !before.facts().equals(after.facts());
            default -> true;
        };
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Run run(ResultSet rs, int row) throws SQLException {
        return new Run(new RunId(rs.getString("id")), new ProjectId(rs.getString("project")), rs.getString("recipe"),
                rs.getInt("recipe_version"), rs.getString("started_by"), RunState.valueOf(rs.getString("state")),
                Facts.fromJson(rs.getString("facts")), rs.getBoolean("cancel_requested"),
                rs.getTimestamp("created_at").toInstant(), rs.getTimestamp("updated_at").toInstant());
    }
}

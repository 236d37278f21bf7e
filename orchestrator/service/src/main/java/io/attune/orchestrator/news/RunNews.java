package io.attune.orchestrator.news;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.orchestrator.notify.Notice;
import io.attune.orchestrator.notify.Notices;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunStore;
import io.attune.orchestrator.run.RunTurn;
import io.attune.orchestrator.run.TurnListener;
import io.attune.platform.Watch;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Takes the turns of runs that were kept and tells them, on nodes whose role is control. */
@Component
class RunNews implements SmartLifecycle {
    private static final int BATCH = 50;

    private final JdbcClient jdbc;
    private final RunStore runs;
    private final Notices notices;
    private final LineageEvents lineage;
    private final TurnListener listener;
    private final TransactionOperations transactions;
    private final boolean control;
    private final Watch watch;

    RunNews(JdbcClient jdbc, RunStore runs, Notices notices, LineageEvents lineage, TurnListener listener,
            TransactionOperations transactions,
            @Value("${attune.node-roles:control,worker,retrieval}") Set<String> roles,
            @Value("${attune.notifications.poll:1s}") Duration poll) {
        this.jdbc = jdbc;
        this.runs = runs;
        this.notices = notices;
        this.lineage = lineage;
        this.listener = listener;
        this.transactions = transactions;
        control = roles.contains("control");
        watch = new Watch("run-news", poll, this::tellAll);
    }

    private record Kept(RunId run, ProjectId project, RunTurn turn, Instant at, long sequence) {
    }

    /** Tells all that is kept. */
    void tellAll() {
        int told = BATCH;
        while (told == BATCH) {
            told = Optional.ofNullable(transactions.execute(status -> tellSome())).orElse(0);
        }
    }

    /** Takes and tells in one transaction; of one run the earlier turn first. */
    private int tellSome() {
        List<Kept> taken = jdbc.sql(
                "with first as (select run, sequence from orchestrator.run_news order by at, sequence"
                        + " limit :most for update skip locked) delete from orchestrator.run_news n using first where n.run = first.run"
                        + " and n.sequence = first.sequence returning n.run, n.project, n.turn, n.at, n.sequence").param(
                                "most",
                                BATCH).query((row, n) -> new Kept(new RunId(row.getString(1)), new ProjectId(
                                        row.getString(2)),
                                        RunTurn.valueOf(row.getString(3)), row.getObject(4,
                                                OffsetDateTime.class).toInstant(),
                                        row.getLong(5))).list();
        taken.stream().sorted(java.util.Comparator.comparing(Kept::at).thenComparingLong(Kept::sequence)).forEach(
                kept -> runs.find(kept.project(), kept.run()).ifPresent(run -> tell(run, kept)));
        return taken.size();
    }

    private void tell(Run run, Kept kept) {
        lineage.of(run, kept.turn(), kept.at()).forEach(notices::tell);
        listener.turned(run, kept.turn(), kept.at());
        if (kept.turn() == RunTurn.STARTED) {
            return;
        }
        Map<String, String> data = new TreeMap<>(Map.of("run", run.id().value(), "recipe", run.recipe(),
                "recipeVersion", Integer.toString(run.recipeVersion())));
        run.facts().find(Fact.Version.class).ifPresent(version -> data.put("version", version.model() + "@"
                + version.number()));
        run.facts().find(Fact.Failure.class).filter(f -> kept.turn() == RunTurn.FAILED).ifPresent(failure -> data.put(
                "code", failure.code()));
        run.facts().find(Fact.Quote.class).filter(q -> kept.turn() == RunTurn.AWAITS_APPROVAL).ifPresent(
                quote -> data.put("held", quote.held().toString()));
        notices.tell(new Notice(run.project(), event(kept.turn()), run.id() + "/" + kept.sequence(), run.recipe(),
                words(
                        run, kept.turn()), data));
    }

    private static String event(RunTurn turn) {
        return switch (turn) {
            case STARTED -> "run.started";
            case IN_DOUBT -> "run.in-doubt";
            case AWAITS_DECISION -> "run.awaits-decision";
            case AWAITS_APPROVAL -> "run.awaits-approval";
            case AWAITS_PROMOTION -> "promotion.awaits-approval";
            case SUCCEEDED -> "run.succeeded";
            case FAILED -> "run.failed";
            case CANCELLED -> "run.cancelled";
        };
    }

    private static String words(Run run, RunTurn turn) {
        String see = ". See: attune run show " + run.id();
        String approve = ". Decide: attune run approve " + run.id();
        return switch (turn) {
            case STARTED -> "its run began";
            case IN_DOUBT ->
                "the provider's answer was lost, so whether the job was created is not known yet; it is asked"
                        + see;
            case AWAITS_DECISION -> "the base model with its knowledge suffices; train all the same?" + approve;
            case AWAITS_APPROVAL -> "its run waits for approval" + run.facts().find(Fact.Quote.class).map(
                    quote -> ": at most " + quote.held()).orElse("") + approve;
            case AWAITS_PROMOTION -> "a version waits to be promoted. Decide: attune promotion list";
            case SUCCEEDED -> "its run succeeded" + run.facts().find(Fact.Version.class).map(version -> ": "
                    + version.model() + "@" + version.number()).orElse("") + see;
            case FAILED -> "its run failed" + run.facts().find(Fact.Failure.class).map(failure -> " in "
                    + failure.during() + " (" + failure.code() + ")").orElse("") + ". Why: attune run why " + run.id();
            case CANCELLED -> "its run was cancelled" + see;
        };
    }

    @Override
    public void start() {
        if (control) {
            watch.start();
        }
    }

    @Override
    public void stop() {
        watch.stop();
    }

    @Override
    public boolean isRunning() {
        return watch.isRunning();
    }
}

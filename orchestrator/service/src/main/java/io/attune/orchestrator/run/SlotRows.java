package io.attune.orchestrator.run;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

import io.attune.kernel.RunId;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The slots of connections, counted from the runs themselves: a slot is held by every run that may have a job there and by
 * nothing else, so none can be lost. Those who ask for one at a connection are decided one after the other.
 */
final class SlotRows {
    /** Runs that stand in the queue and are not about to leave it. */
    private static final String QUEUED = "state = 'SUBMITTING' and not slot_held and not cancel_requested";

    private final JdbcClient jdbc;

    SlotRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Puts a run in the queue of its connection; false when its claim has passed on. */
    boolean join(RunStore.Claim claim, Slot slot) {
        return jdbc.sql("update orchestrator.run set slot_of = ?, slot_gpus = ? where id = ? and fence = ?").params(
                slot.connection(), slot.gpus(), claim.run().id().value(), claim.fence()).update() == 1;
    }

    /** Whether a run of the queue may go now. Until the transaction ends nobody else is decided at the connection. */
    boolean isFree(RunId run, Slot slot) {
        jdbc.sql("select 1 from pg_advisory_xact_lock(hashtextextended('slots/' || ?, 0))").param(
                slot.connection()).query(Integer.class).single();
        return slot.isFree(jdbc.sql("""
                select count(*) filter (where r.slot_held) as jobs,
                    count(*) filter (where r.slot_held and r.slot_waiting) as waiting,
                    coalesce(sum(r.slot_gpus) filter (where r.slot_held), 0) as gpus,
                    count(*) filter (where not r.slot_held) as ahead,
                    coalesce(sum(r.slot_gpus) filter (where not r.slot_held), 0) as gpus_ahead
                from orchestrator.run r, orchestrator.run me
                where me.id = :run and r.slot_of = :connection and r.id <> me.id
                    and r.state in ('SUBMITTING', 'IN_DOUBT', 'TRAINING', 'CANCELLING')
                    and (r.slot_held or (not r.cancel_requested and (r.priority > me.priority
                        or (r.priority = me.priority and r.id < me.id))))""").param("run", run.value()).param(
                "connection", slot.connection()).query((row, n) -> new Slot.Load(row.getInt("jobs"), row.getInt(
                        "waiting"), row.getLong("gpus"), row.getInt("ahead"), row.getLong("gpus_ahead"))).single());
    }

    /** Lets the first of the queue look at once, because a run has given up its slot; those told to wait are left alone. */
    void wakeNext(RunId gone, OffsetDateTime now) {
        jdbc.sql("update orchestrator.run set due_at = least(due_at, :now) where id in (select id"
                + " from orchestrator.run where slot_of = (select slot_of from orchestrator.run where id = :gone)"
                + " and " + QUEUED + " and coalesce((facts #>> '{Waiting,refusals}')::int, 0) = 0"
                + " order by priority desc, id limit 1 for update skip locked)").param("now", now).param("gone",
                        gone.value()).update();
    }

    /** Where some runs stand in the queues of their connections; those that stand in none are left out. */
    Map<RunId, RunStore.Place> places(Collection<RunId> runs) {
        return jdbc.sql("select me.id, me.slot_of, me.priority, count(*) filter (where r.priority > me.priority"
                + " or (r.priority = me.priority and r.id <= me.id)) as place, count(*) as length,"
                + " me.facts #>> '{Waiting,reason}' as reason from orchestrator.run me join orchestrator.run r"
                + " on r.slot_of = me.slot_of and r." + QUEUED.replace(" not ", " not r.")
                + " where me.id = any(:runs) and me." + QUEUED.replace(" not ", " not me.")
                + " and me.facts -> 'Waiting' is not null group by me.id").param("runs", runs.stream().map(
                        RunId::value).toArray(String[]::new)).query((row, n) -> Map.entry(new RunId(row.getString(
                                "id")), new RunStore.Place(row.getString("slot_of"), row.getInt("place"), row.getInt(
                                        "length"), row.getInt("priority"), row.getString(
                                                "reason")))).list().stream().collect(
                                                        Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}

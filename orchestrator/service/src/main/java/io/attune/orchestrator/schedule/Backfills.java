package io.attune.orchestrator.schedule;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.timing.Schedule;
import io.attune.orchestrator.schedule.Firing.Cause;
import io.attune.platform.Audit;
import io.attune.platform.Caller;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes up for due times of the past. Each is done once: one that started a run, or was backfilled before, stays as it is.
 */
@Component
class Backfills {
    private static final Set<String> CAN_BE_MADE_UP_FOR = Set.of(Decision.MISSED, Decision.PAUSED, Decision.OVERLAP,
            Decision.QUEUE_FULL, Decision.SUPERSEDED, "failed");

    private final Schedules schedules;
    private final DueTimes dueTimes;
    private final ScheduleStore rows;
    private final FiringStore store;
    private final Alarms alarms;
    private final Audit audit;
    private final TransactionOperations transactions;
    private final ScheduleProperties properties;
    private final InstantSource clock;

    Backfills(Schedules schedules, DueTimes dueTimes, ScheduleStore rows, FiringStore store, Alarms alarms, Audit audit,
            TransactionOperations transactions, ScheduleProperties properties, InstantSource clock) {
        this.schedules = schedules;
        this.dueTimes = dueTimes;
        this.rows = rows;
        this.store = store;
        this.alarms = alarms;
        this.audit = audit;
        this.transactions = transactions;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Lets every due time between two be done, the first included, the last not; they start one after the other, as soon as
     * each run has ended. Idempotent.
     *
     * @return the firings of those times, earliest first
     * @throws PlatformException invalid-input, when they are too many or not all of the past
     */
    List<Firing> backfill(Caller caller, String recipe, Instant from, Instant to) {
        ProjectId project = caller.project();
        Schedule schedule = Schedules.schedule(schedules.require(project, recipe));
        Instant now = clock.instant();
        if (!from.isBefore(to) || to.isAfter(now)) {
            throw new PlatformException(ErrorCode.INVALID_INPUT, "From " + from + " to " + to
                    + " is no span of the past",
                    "Name a begin and a later end, not after " + now + ".");
        }
        List<Instant> due = Schedules.due(schedule, from.minusNanos(1), to.minusNanos(1), properties.backfill() + 1);
        if (due.size() > properties.backfill()) {
            throw new PlatformException(ErrorCode.INVALID_INPUT,
                    "More than " + properties.backfill() + " due times stand between " + from + " and " + to,
                    "Name a shorter span; each due time may start a run.");
        }
        dueTimes.decide(project, recipe);
        List<Firing> done = transactions.execute(status -> {
            rows.lock(project, recipe);
            audit.record(project, caller.name(), "schedule.backfill", recipe, Digest.of(from + "/" + to));
            return due.stream().map(at -> one(caller, recipe, schedule, at, now)).toList();
        });
        alarms.ring(project, recipe);
        return done;
    }

    private Firing one(Caller caller, String recipe, Schedule schedule, Instant at, Instant now) {
        Firing fresh = Firing.due(recipe, at, Cause.BACKFILL, caller.name(), now);
        Firing wanted = schedule.closed(at).map(why -> fresh.skipped(Decision.CLOSED, why, now)).orElse(fresh);
        if (store.add(caller.project(), wanted, null)) {
            return wanted;
        }
        Optional<Firing> present = store.find(caller.project(), recipe, at);
        Firing stands = present.orElseThrow();
        if (stands.cause() == Cause.BACKFILL || !CAN_BE_MADE_UP_FOR.contains(stands.decision())) {
            return stands;
        }
        Firing reopened = stands.reopened(caller.name(), now);
        store.put(caller.project(), reopened);
        return reopened;
    }
}

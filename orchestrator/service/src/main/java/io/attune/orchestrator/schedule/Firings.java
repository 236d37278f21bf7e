package io.attune.orchestrator.schedule;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.notify.Notice;
import io.attune.orchestrator.notify.Notices;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.timing.Schedule.Overlap;
import io.attune.orchestrator.schedule.Firing.Cause;
import io.attune.orchestrator.schedule.RunStarter.UnderWay;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Does the firings that are to be done. A run's start and its firing's end are one transaction, so each starts one at most. */
@Component
class Firings {
    private static final Logger log = LoggerFactory.getLogger(Firings.class);

    private final FiringStore store;
    private final ScheduleStore schedules;
    private final Recipes recipes;
    private final ObjectProvider<RunStarter> starter;
    private final TransactionOperations transactions;
    private final Notices notices;
    private final ScheduleProperties properties;
    private final InstantSource clock;

    /** @param starter looked up when it is needed, because starting runs needs recipes and so their schedules */
    Firings(FiringStore store, ScheduleStore schedules, Recipes recipes, ObjectProvider<RunStarter> starter,
            TransactionOperations transactions, Notices notices, ScheduleProperties properties, InstantSource clock) {
        this.store = store;
        this.schedules = schedules;
        this.recipes = recipes;
        this.starter = starter;
        this.transactions = transactions;
        this.notices = notices;
        this.properties = properties;
        this.clock = clock;
    }

    /** Does what is pending, earliest due first, until one must wait. Returns whether something is still pending. */
    boolean perform(ProjectId project, String recipe) {
        List<Firing> pending = store.pending(project, recipe);
        for (Firing firing : pending) {
            if (perform(project, firing).outcome().isPending()) {
                return true;
            }
        }
        return false;
    }

    /** Does one firing; what is ended already stays as it is. */
    Firing perform(ProjectId project, Firing firing) {
        Overlap overlap = overlap(project, firing);
        Firing met = transactions.execute(status -> meet(project, firing, overlap));
        if (met.outcome() != Firing.Result.FIRING) {
            return met;
        }
        try {
            Optional<String> unchanged = starter.getObject().unchanged(project, firing.recipe());
            return transactions.execute(status -> end(project, firing, overlap, unchanged));
        } catch (PlatformException e) {
            return transactions.execute(status -> failed(project, firing, e));
        }
    }

    /** Looks at the run under way, if there is one. What can go on is in state FIRING. */
    private Firing meet(ProjectId project, Firing firing, Overlap overlap) {
        schedules.lock(project, firing.recipe());
        Firing present = store.find(project, firing.recipe(), firing.scheduledAt()).orElse(firing);
        if (!present.outcome().isPending()) {
            return present;
        }
        Optional<UnderWay> underWay = starter.getObject().underWay(project, firing.recipe());
        Firing met = underWay.map(run -> onOverlap(project, present, overlap, run)).orElseGet(
                () -> present.outcome() == Firing.Result.FIRING ? present : present.again());
        if (!met.equals(present)) {
            store.put(project, met);
        }
        return met;
    }

    private Firing onOverlap(ProjectId project, Firing firing, Overlap overlap, UnderWay run) {
        return switch (overlap) {
            case SKIP -> firing.skipped(Decision.OVERLAP, run.run() + " is still " + run.state(), clock.instant());
            case QUEUE -> waiting(project, firing).size() >= properties.queue()
                    && firing.outcome() != Firing.Result.WAITING && firing.cause() != Cause.BACKFILL
                            ? firing.skipped(Decision.QUEUE_FULL, properties.queue() + " firings wait already",
                                    clock.instant())
                            : firing.waiting("waits for " + run.run());
            case REPLACE -> replace(project, firing, run);
        };
    }

    private Firing replace(ProjectId project, Firing firing, UnderWay run) {
        Optional<Firing> newer = store.pending(project, firing.recipe()).stream().filter(
                other -> other.scheduledAt().isAfter(firing.scheduledAt())
                        && other.cause() != Cause.BACKFILL).findFirst();
        if (newer.isPresent()) {
            return firing.skipped(Decision.SUPERSEDED, "the firing of " + newer.get().scheduledAt()
                    + " takes its place",
                    clock.instant());
        }
        if (!run.cancelRequested()) {
            starter.getObject().cancel(project, run.run());
        }
        return firing.waiting("replaces " + run.run());
    }

    private List<Firing> waiting(ProjectId project, Firing firing) {
        return store.pending(project, firing.recipe()).stream().filter(
                other -> other.outcome() == Firing.Result.WAITING).toList();
    }

    private Firing end(ProjectId project, Firing firing, Overlap overlap, Optional<String> unchanged) {
        Firing met = meet(project, firing, overlap); // another node may have started a run meanwhile
        if (met.outcome() != Firing.Result.FIRING) {
            return met;
        }
        Firing ended = unchanged.map(why -> met.skipped(Decision.UNCHANGED, why, clock.instant())).orElseGet(
                () -> met.started(starter.getObject().start(project, met.recipe(), met.scheduledAt()),
                        clock.instant()));
        store.put(project, ended);
        return ended;
    }

    private Firing failed(ProjectId project, Firing firing, PlatformException cause) {
        schedules.lock(project, firing.recipe());
        Firing present = store.find(project, firing.recipe(), firing.scheduledAt()).orElse(firing);
        if (!present.outcome().isPending()) {
            return present;
        }
        Instant now = clock.instant();
        boolean again = cause.code().kind().isRetryable() && now.isBefore(present.firedAt().plus(properties.giveUp()));
        if (!again) {
            log.warn("The schedule of '{}' could not start a run: {}", firing.recipe(), cause.message());
        }
        if (!again) {
            notices.tell(new Notice(project, "schedule.failed", firing.recipe() + " " + firing.scheduledAt(),
                    firing.recipe(), "no run could be started: " + cause.message(), Map.of("due",
                            firing.scheduledAt().toString(), "code", cause.code().value())));
        }
        Firing met = again ? present.waiting(cause.message()) : present.failed(cause.message(), now);
        store.put(project, met);
        return met;
    }

    /** A backfill always takes its turn: somebody asked for each of its times. */
    private Overlap overlap(ProjectId project, Firing firing) {
        return firing.cause() == Cause.BACKFILL
                ? Overlap.QUEUE
                : recipes.find(project, firing.recipe()).flatMap(stored -> stored.recipe().schedule()).map(
                        schedule -> schedule.overlap()).orElse(Overlap.SKIP);
    }

    /**
     * Adds a firing that no clock is the cause of, and does it.
     *
     * @param key recognises a repetition, which finds the first call's firing
     */
    Firing fire(ProjectId project, String recipe, Cause cause, String actor, String key) {
        return perform(project, begin(project, recipe, cause, actor, key, null));
    }

    /** The same without doing it yet. */
    Firing begin(ProjectId project, String recipe, Cause cause, String actor, String key, @Nullable String why) {
        Instant now = clock.instant();
        Instant at = unlikeDueTimes(now);
        while (true) {
            Optional<Firing> known = store.findByKey(project, recipe, key);
            if (known.isPresent()) {
                return known.get();
            }
            Firing firing = Firing.due(recipe, at, cause, actor, now);
            store.add(project, why == null ? firing : firing.because(why), key);
            at = at.plusNanos(1_000);
        }
    }

    /** Due times are whole seconds; these never are. In microseconds, as they are stored. */
    private static Instant unlikeDueTimes(Instant now) {
        long micros = Math.max(1, now.getNano() / 1_000);
        return Instant.ofEpochSecond(now.getEpochSecond(), micros * 1_000);
    }
}

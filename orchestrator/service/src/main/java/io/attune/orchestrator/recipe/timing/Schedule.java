package io.attune.orchestrator.recipe.timing;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import io.attune.orchestrator.recipe.cron.Cron;

/**
 * When a recipe starts by itself. A firing over unchanged inputs starts nothing.
 *
 * @param cron empty when only events start it
 * @param missedAtMost how many missed times {@link Misfire#RUN_ALL} makes up for, the newest of them
 * @param holidays days of the zone on which a due time starts nothing
 * @param blackouts windows in which a due time starts nothing
 * @param events what starts it, or suggests to, beside the clock
 */
public record Schedule(Optional<Cron> cron, ZoneId zone, Misfire misfire, int missedAtMost, Overlap overlap,
        List<Holiday> holidays, List<Blackout> blackouts, List<When> events) {
    public Schedule {
        holidays = List.copyOf(holidays);
        blackouts = List.copyOf(blackouts);
        events = List.copyOf(events);
    }

    /** A schedule by the clock alone that never rests. */
    public Schedule(Cron cron, ZoneId zone, Misfire misfire) {
        this(Optional.of(cron), zone, misfire, 1, Overlap.SKIP, List.of(), List.of(), List.of());
    }

    /** What to do about times that passed while nothing ran. */
    public enum Misfire {
        /** The newest is made up for. */
        RUN_ONCE,
        /** None is. */
        SKIP,
        /** All are, up to a number. */
        RUN_ALL
    }

    /** What to do about a due time while a run of the recipe is under way. */
    public enum Overlap {
        /** It starts nothing. */
        SKIP,
        /** It waits its turn. */
        QUEUE,
        /** The run under way is cancelled; the new one starts as soon as it has ended. */
        REPLACE
    }

    /** The first due time after an instant; empty when there is none. */
    public Optional<Instant> next(Instant after) {
        return cron.flatMap(line -> line.next(after, zone));
    }

    /** Why a due time starts nothing, such as {@code holiday 12-25}, or empty. */
    public Optional<String> closed(Instant due) {
        Predicate<Holiday> onDay = holiday -> holiday.includes(due.atZone(zone).toLocalDate());
        return holidays.stream().filter(onDay).findFirst().map(holiday -> "holiday " + holiday).or(
                () -> blackouts.stream().filter(blackout -> blackout.includes(due)).findFirst().map(
                        blackout -> "blackout " + blackout));
    }
}

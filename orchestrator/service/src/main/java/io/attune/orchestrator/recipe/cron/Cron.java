package io.attune.orchestrator.recipe.cron;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Times by cron: minute, hour, day of month, month, day of week, as in crontab(5). A field is {@code *}, a number, a name such
 * as {@code MON}, a range {@code 1-5}, steps {@code *}{@code /15}, or several of these behind commas; Sunday is 0 or 7. Where
 * both day of month and day of week are restricted, either of them suffices; a field that begins with {@code *} restricts
 * nothing in this sense, as in Vixie's cron. Behind {@code quartz:} stands Quartz's grammar, with seconds in front.
 * Immutable.
 */
public final class Cron {
    private static final String QUARTZ = "quartz:";
    /** Days and years repeat in the Gregorian calendar after 400 years: what is not due from here on never is. */
    private static final LocalDateTime ANY_TIME = LocalDateTime.of(2000, 1, 1, 0, 0).minusMinutes(1);

    private final String text;
    private final LocalTimes times;

    /** @throws IllegalArgumentException naming the field that is wrong, its value and what is allowed */
    public Cron(String text) {
        this.text = text.strip();
        times = this.text.startsWith(QUARTZ)
                ? new QuartzTimes(this.text.substring(QUARTZ.length()).strip())
                : UnixTimes.parse(this.text);
        if (times.next(ANY_TIME).isEmpty()) {
            throw new IllegalArgumentException("'" + this.text + "' is never due: there is no such day");
        }
    }

    /** As written. */
    public String text() {
        return text;
    }

    /** In English, such as {@code every day at 03:00}. */
    public String inWords() {
        return times.inWords();
    }

    /** The first time it is due after an instant; empty when it never is again. */
    public Optional<Instant> next(Instant after, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(after, zone);
        Optional<LocalDateTime> next = times.next(local);
        if (next.isPresent() && !instant(next.get(), zone).isAfter(after)) {
            // within the second pass through an overlap; all that is left of it was due in the first
            ZoneOffsetTransition overlap = transition(next.get(), zone);
            LocalDateTime end = overlap == null ? next.get() : overlap.getDateTimeBefore().minusNanos(1);
            next = times.next(end);
        }
        return next.map(time -> instant(time, zone));
    }

    private static Instant instant(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition transition = transition(local, zone);
        if (transition != null && transition.isGap()) {
            return transition.getInstant();
        }
        return local.toInstant(transition == null
                ? zone.getRules().getOffset(local)
                : transition.getOffsetBefore());
    }

    /** The gap or overlap that a local time stands in. */
    private static @Nullable ZoneOffsetTransition transition(LocalDateTime local, ZoneId zone) {
        return zone.getRules().getTransition(local);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cron cron && cron.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}

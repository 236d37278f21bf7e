package io.attune.orchestrator.recipe.cron;

import java.text.ParseException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;

import org.quartz.CronExpression;

/** Quartz's grammar, read as if every local time were one of UTC, which has neither gaps nor overlaps. */
final class QuartzTimes implements LocalTimes {
    private final CronExpression expression;

    QuartzTimes(String text) {
        try {
            expression = new CronExpression(text);
            expression.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
        } catch (ParseException e) {
            throw new IllegalArgumentException("'" + text + "' is not of Quartz's grammar (second, minute, hour, day of"
                    + " month, month, day of week, and a year if wanted; one of the days is '?'): " + e.getMessage(),
                    e);
        }
    }

    @Override
    public Optional<LocalDateTime> next(LocalDateTime after) {
        Date next = expression.getNextValidTimeAfter(Date.from(after.toInstant(ZoneOffset.UTC)));
        return Optional.ofNullable(next).map(date -> LocalDateTime.ofInstant(date.toInstant(), ZoneOffset.UTC));
    }

    @Override
    public String inWords() {
        return "Quartz's " + expression.getCronExpression();
    }
}

package io.attune.orchestrator.recipe.cron;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.Optional;

import io.attune.orchestrator.recipe.cron.CronField.Kind;

/** The five fields of crontab(5). */
record UnixTimes(CronField minute, CronField hour, CronField dayOfMonth, CronField month, CronField dayOfWeek)
        implements
            LocalTimes {
    private static final Map<String, String> NICKNAMES = Map.of("@hourly", "0 * * * *", "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *", "@weekly", "0 0 * * 0", "@monthly", "0 0 1 * *", "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *");
    /** After this the Gregorian calendar repeats, days of the week included. */
    private static final int CYCLE_YEARS = 400;

    /** @throws IllegalArgumentException naming the field that is wrong */
    static UnixTimes parse(String text) {
        String[] fields = text.split("\\s+");
        if (NICKNAMES.containsKey(text)) {
            throw new IllegalArgumentException("'" + text + "' is a nickname; write '" + NICKNAMES.get(text) + "'");
        }
        if (fields.length != 5) {
            throw new IllegalArgumentException("'" + text + "' has " + fields.length + (fields.length == 1
                    ? " field"
                    : " fields") + " and cron has five: minute, hour, day of month, month, day of week"
                    + (fields.length == 6 || fields.length == 7
                            ? "; Quartz's own grammar goes behind 'quartz:', like 'quartz:" + text + "'"
                            : ""));
        }
        return new UnixTimes(CronField.parse(Kind.MINUTE, fields[0]), CronField.parse(Kind.HOUR, fields[1]),
                CronField.parse(Kind.DAY_OF_MONTH, fields[2]), CronField.parse(Kind.MONTH, fields[3]),
                CronField.parse(Kind.DAY_OF_WEEK, fields[4]));
    }

    @Override
    public Optional<LocalDateTime> next(LocalDateTime after) {
        LocalDateTime from = after.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        LocalDate day = from.toLocalDate();
        LocalTime time = from.toLocalTime();
        for (LocalDate end = day.plusYears(CYCLE_YEARS); day.isBefore(end);) {
            if (!month.has(day.getMonthValue())) {
                day = day.with(TemporalAdjusters.firstDayOfNextMonth());
            } else {
                Optional<LocalDateTime> found = meansDay(day) ? timeFrom(time).map(day::atTime) : Optional.empty();
                if (found.isPresent()) {
                    return found;
                }
                day = day.plusDays(1);
            }
            time = LocalTime.MIDNIGHT;
        }
        return Optional.empty();
    }

    /** Either day suffices where both are restricted. */
    private boolean meansDay(LocalDate day) {
        boolean byMonth = dayOfMonth.has(day.getDayOfMonth());
        boolean byWeek = dayOfWeek.has(day.getDayOfWeek().getValue() % 7);
        return eitherDay() ? byMonth || byWeek : byMonth && byWeek;
    }

    boolean eitherDay() {
        return dayOfMonth.restricted() && dayOfWeek.restricted();
    }

    /** The first time of a day at or after another, or empty when there is none. */
    private Optional<LocalTime> timeFrom(LocalTime from) {
        int h = hour.values().nextSetBit(from.getHour());
        if (h == from.getHour()) {
            int m = minute.values().nextSetBit(from.getMinute());
            if (m >= 0) {
                return Optional.of(LocalTime.of(h, m));
            }
            h = hour.values().nextSetBit(h + 1);
        }
        return h < 0 ? Optional.empty() : Optional.of(LocalTime.of(h, minute.values().nextSetBit(0)));
    }

    @Override
    public String inWords() {
        return CronWords.of(this);
    }
}

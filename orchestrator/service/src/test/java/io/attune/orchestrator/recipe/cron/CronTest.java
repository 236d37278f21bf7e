package io.attune.orchestrator.recipe.cron;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CronTest {

    @ParameterizedTest(name = "{0} {1} after {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # Europe, spring: 02:00 to 03:00 is left out on 2026-03-29; autumn: twice on 2026-10-25
            30 2 * * *     | Europe/Berlin       | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z 2026-03-30T00:30:00Z
            */20 2 * * *   | Europe/Berlin       | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z 2026-03-30T00:00:00Z
            0 2,3 * * *    | Europe/Berlin       | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z 2026-03-30T00:00:00Z
            0 * * * *      | Europe/Berlin       | 2026-03-28T23:30:00Z | 2026-03-29T00:00:00Z 2026-03-29T01:00:00Z 2026-03-29T02:00:00Z
            30 2 * * *     | Europe/Berlin       | 2026-10-24T12:00:00Z | 2026-10-25T00:30:00Z 2026-10-26T01:30:00Z
            30 2 * * *     | Europe/Berlin       | 2026-10-25T00:40:00Z | 2026-10-26T01:30:00Z
            30 2 * * *     | Europe/Berlin       | 2026-10-25T01:10:00Z | 2026-10-26T01:30:00Z
            0 * * * *      | Europe/Berlin       | 2026-10-24T23:30:00Z | 2026-10-25T00:00:00Z 2026-10-25T02:00:00Z
            0 3 * * *      | Europe/Berlin       | 2026-10-25T01:10:00Z | 2026-10-25T02:00:00Z
            # America
            30 2 * * *     | America/New_York    | 2026-03-08T00:00:00Z | 2026-03-08T07:00:00Z 2026-03-09T06:30:00Z
            30 1 * * *     | America/New_York    | 2026-11-01T00:00:00Z | 2026-11-01T05:30:00Z 2026-11-02T06:30:00Z
            # a gap at midnight: the day begins at 01:00
            0 0 * * *      | America/Sao_Paulo   | 2018-11-03T12:00:00Z | 2018-11-04T03:00:00Z 2018-11-05T02:00:00Z
            # the southern hemisphere, spring in September and October
            30 2 * * *     | Pacific/Auckland    | 2026-09-26T00:00:00Z | 2026-09-26T14:00:00Z 2026-09-27T13:30:00Z
            30 2 * * *     | Pacific/Auckland    | 2026-04-04T00:00:00Z | 2026-04-04T13:30:00Z 2026-04-05T14:30:00Z
            # half an hour: 02:00 to 02:30 is left out, 01:30 to 02:00 comes twice
            15 2 * * *     | Australia/Lord_Howe | 2026-10-03T00:00:00Z | 2026-10-03T15:30:00Z 2026-10-04T15:15:00Z
            45 2 * * *     | Australia/Lord_Howe | 2026-10-03T00:00:00Z | 2026-10-03T15:45:00Z
            45 1 * * *     | Australia/Lord_Howe | 2026-04-04T00:00:00Z | 2026-04-04T14:45:00Z 2026-04-05T15:15:00Z
            # zones that changed: a day left out, half an hour left out, summer time that stayed
            0 12 * * *     | Pacific/Apia        | 2011-12-29T12:00:00Z | 2011-12-29T22:00:00Z 2011-12-30T10:00:00Z 2011-12-30T22:00:00Z
            45 23 * * *    | Asia/Pyongyang      | 2018-05-04T00:00:00Z | 2018-05-04T15:00:00Z 2018-05-05T14:45:00Z
            0 3 * * *      | Europe/Istanbul     | 2016-10-29T12:00:00Z | 2016-10-30T00:00:00Z 2016-10-31T00:00:00Z
            # no daylight saving, an offset of half an hour
            0 3 * * *      | Asia/Kolkata        | 2026-03-28T00:00:00Z | 2026-03-28T21:30:00Z
            # leap days, ends of months, turns of years
            0 0 29 2 *     | UTC                 | 2024-02-29T00:00:00Z | 2028-02-29T00:00:00Z 2032-02-29T00:00:00Z
            0 0 29 2 *     | UTC                 | 2096-03-01T00:00:00Z | 2104-02-29T00:00:00Z
            0 0 31 * *     | UTC                 | 2026-01-31T00:00:00Z | 2026-03-31T00:00:00Z 2026-05-31T00:00:00Z
            59 23 31 12 *  | UTC                 | 2026-06-01T00:00:00Z | 2026-12-31T23:59:00Z 2027-12-31T23:59:00Z
            0 0 28-31 2 *  | UTC                 | 2028-02-27T00:00:00Z | 2028-02-28T00:00:00Z 2028-02-29T00:00:00Z 2029-02-28T00:00:00Z
            # either day suffices where both are restricted, both must hold where one begins with a star
            0 0 13 * FRI   | UTC                 | 2026-11-11T00:00:00Z | 2026-11-13T00:00:00Z 2026-11-20T00:00:00Z 2026-11-27T00:00:00Z 2026-12-04T00:00:00Z 2026-12-11T00:00:00Z 2026-12-13T00:00:00Z
            0 0 */2 * FRI  | UTC                 | 2026-11-11T00:00:00Z | 2026-11-13T00:00:00Z 2026-11-27T00:00:00Z
            0 0 30 2 MON   | UTC                 | 2026-11-11T00:00:00Z | 2027-02-01T00:00:00Z
            # lists, ranges, steps, names; Sunday is 0, 7 or SUN
            0 6 * * 7      | UTC                 | 2026-11-22T07:00:00Z | 2026-11-29T06:00:00Z
            0 6 * * 0      | UTC                 | 2026-11-22T07:00:00Z | 2026-11-29T06:00:00Z
            0 6 * * sun    | UTC                 | 2026-11-22T07:00:00Z | 2026-11-29T06:00:00Z
            0 6 * * SAT-SUN | UTC                | 2026-11-22T07:00:00Z | 2026-11-28T06:00:00Z 2026-11-29T06:00:00Z
            5/20 1-3/2 * * * | UTC               | 2026-11-22T01:30:00Z | 2026-11-22T01:45:00Z 2026-11-22T03:05:00Z
            0 0 1 JAN,jul * | UTC                | 2026-11-22T00:00:00Z | 2027-01-01T00:00:00Z 2027-07-01T00:00:00Z
            # Quartz's grammar, by the same rules of gaps and overlaps
            quartz:0 0 12 ? * 6L   | UTC         | 2026-11-22T00:00:00Z | 2026-11-27T12:00:00Z 2026-12-25T12:00:00Z
            quartz:0 30 2 * * ?    | Europe/Berlin | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z 2026-03-30T00:30:00Z
            quartz:0 30 2 * * ?    | Europe/Berlin | 2026-10-24T12:00:00Z | 2026-10-25T00:30:00Z 2026-10-26T01:30:00Z
            quartz:*/20 * * * * ?  | UTC         | 2026-11-22T00:00:05Z | 2026-11-22T00:00:20Z 2026-11-22T00:00:40Z
            """)
    void a_line_is_due(String line, String zone, Instant after, String expected) {
        assertThat(times(line, zone, after, expected.split(" ").length)).containsExactly(
                List.of(expected.split(" ")).stream().map(Instant::parse).toArray(Instant[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Pacific/Auckland", "Australia/Lord_Howe",
            "America/St_Johns", "Africa/Casablanca", "Asia/Kathmandu"})
    void a_daily_time_is_due_once_on_every_day_of_ten_years(String zone) {
        ZonedDateTime begin = LocalDateTime.of(2020, 1, 1, 0, 0).atZone(ZoneId.of(zone));
        for (String line : List.of("15 2 * * *", "0 0 * * *", "59 23 * * *")) {
            List<Instant> times = times(line, zone, begin.toInstant().minusSeconds(1), 3653);
            assertThat(times).isSorted().doesNotHaveDuplicates();
            assertThat(times.stream().map(time -> time.atZone(ZoneId.of(zone)).toLocalDate())).doesNotHaveDuplicates();
            assertThat(times.getLast().atZone(ZoneId.of(zone)).toLocalDate()).hasToString("2029-12-31");
        }
    }

    @Test
    void what_is_due_does_not_depend_on_where_one_begins_to_look() {
        ZoneId zone = ZoneId.of("Europe/Berlin");
        Cron line = new Cron("*/30 1-3 * * *");
        List<Instant> times = times("*/30 1-3 * * *", "Europe/Berlin", Instant.parse("2026-10-24T22:00:00Z"), 6);
        for (Instant at = Instant.parse("2026-10-24T22:00:00Z"); at.isBefore(times.getLast()); at = at.plusSeconds(
                300)) {
            Instant from = at;
            assertThat(line.next(at, zone)).hasValue(times.stream().filter(time -> time.isAfter(
                    from)).findFirst().get());
        }
    }

    @Test
    void a_time_of_the_past_alone_is_not_due_any_more() {
        Cron line = new Cron("quartz:0 0 0 1 1 ? 2020");
        assertThat(line.next(Instant.parse("2026-01-01T00:00:00Z"), ZoneId.of("UTC"))).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 3 1 * *         | on day 1 of every month at 03:00
            30 2 * * *        | every day at 02:30
            0 3,15 * * *      | every day at 03:00 and 15:00
            0 6 * * MON-FRI   | every Monday to Friday at 06:00
            0 6 * * 7,3       | every Wednesday and Sunday at 06:00
            0 6 * * 1-7       | every day at 06:00
            0 0 13 * FRI      | on day 13 of every month and every Friday at 00:00
            0 0 1,15 1,7 *    | on days 1 and 15 of January and July at 00:00
            0 0 * 12 *        | every day in December at 00:00
            * * * * *         | every minute
            */15 * * * *      | every 15 minutes
            */15 9-17 * * 1-5 | every 15 minutes during the hours 09 to 17, every Monday to Friday
            0 * * * *         | every hour
            5 * * * *         | at minute 5 of every hour
            0 */6 * * *       | every day at 00:00, 06:00, 12:00 and 18:00
            0 */2 * * *       | every 2 hours from 00:00
            quartz:0 0 12 ? * 6L | Quartz's 0 0 12 ? * 6L
            """)
    void a_line_in_words(String line, String words) {
        assertThat(new Cron(line).inWords()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            0 3 1 *           | '0 3 1 *' has 4 fields and cron has five: minute, hour, day of month, month, day of week
            0 0 3 1 * ?       | like 'quartz:0 0 3 1 * ?'
            60 3 1 * *        | '60' cannot stand in the field minute; allowed is 0 to 59
            0 24 1 * *        | '24' cannot stand in the field hour; allowed is 0 to 23
            0 3 0,5 * *       | '0' cannot stand in the field day of month '0,5'; allowed is 1 to 31
            0 3 1 13 *        | '13' cannot stand in the field month; allowed is 1 to 12 or JAN to DEC
            0 3 1 JUNE *      | did you mean 'JUN'?
            0 3 1 * MOM       | did you mean 'MON'?
            0 3 1 * 8         | allowed is 0 to 7 (Sunday is 0 or 7) or SUN to SAT
            0 22-6 * * *      | the range '22-6' in the field hour goes down; write '22-23,0-6'
            0 0 * * FRI-MON   | write 'FRI-SAT,SUN-MON'
            */0 * * * *       | '0' is no step for the field minute '*/0'; a step is 1 to 59
            1//2 * * * *      | '1//2' cannot stand in the field minute
            ,1 * * * *        | an empty place in the list cannot stand in the field minute ',1'
            @daily            | write '0 0 * * *'
            0 0 30 2 *        | '0 0 30 2 *' is never due
            0 0 31 4,6,9,11 * | is never due
            quartz:0 0 0 30 2 ? | is never due
            quartz:0 3 1 * *  | is not of Quartz's grammar
            """)
    void what_cannot_be_meant_is_refused_and_said(String line, String message) {
        assertThatThrownBy(() -> new Cron(line)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(
                message);
    }

    @Test
    void a_friday_the_13th_is_either_a_friday_or_a_13th() {
        assertThat(times("0 0 13 * FRI", "UTC", Instant.parse("2026-01-01T00:00:00Z"), 200)).allSatisfy(time -> {
            LocalDateTime local = LocalDateTime.ofInstant(time, ZoneId.of("UTC"));
            assertThat(local.getDayOfMonth() == 13 || local.getDayOfWeek() == DayOfWeek.FRIDAY).isTrue();
        });
    }

    private static List<Instant> times(String line, String zone, Instant after, int count) {
        Cron cron = new Cron(line);
        List<Instant> times = new ArrayList<>();
        Instant last = after;
        for (int i = 0; i < count; i++) {
            last = cron.next(last, ZoneId.of(zone)).orElseThrow();
            times.add(last);
        }
        return times;
    }
}

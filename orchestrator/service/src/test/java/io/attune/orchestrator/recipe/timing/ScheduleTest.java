package io.attune.orchestrator.recipe.timing;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.orchestrator.recipe.text.YamlText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ScheduleTest {
    private static final String WHOLE = """
            cron: "0 3 * * *"
            zone: Europe/Berlin
            unchanged: skip
            misfire: run-all
            missedAtMost: 5
            overlap: queue
            holidays: [2026-12-24, "12-25"]
            blackouts:
            - {from: "2026-12-20T18:00", to: "2026-12-22T06:00", zone: America/New_York}
            - {from: "18:00", to: "04:00", days: [FRI, sat], zone: Europe/Berlin}
            when:
            - {event: new-data, records: 500}
            - {event: sunset, within: 60d, mode: act}
            """;

    @Test
    void all_of_it_is_read() {
        Schedule schedule = read(WHOLE);
        assertThat(schedule.misfire()).isEqualTo(Schedule.Misfire.RUN_ALL);
        assertThat(schedule.missedAtMost()).isEqualTo(5);
        assertThat(schedule.overlap()).isEqualTo(Schedule.Overlap.QUEUE);
        assertThat(schedule.events()).extracting(When::toString).containsExactly("new-data {records=500}",
                "sunset {within=60d}");
        assertThat(schedule.events()).extracting(When::mode).containsExactly(When.Mode.SUGGEST, When.Mode.ACT);
    }

    @Test
    void what_is_written_out_reads_as_the_same() {
        Schedule schedule = read(WHOLE);
        assertThat(read(ScheduleJson.write(schedule).toString().replace("\"500\"", "500"))).isEqualTo(schedule);
    }

    @Test
    void a_schedule_without_the_later_keys_is_written_as_it_always_was() {
        assertThat(ScheduleJson.write(read("cron: '0 3 1 * *'"))).hasToString(
                "{\"cron\":\"0 3 1 * *\",\"zone\":\"UTC\",\"unchanged\":\"skip\",\"misfire\":\"run-once\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-12-24T02:00:00Z | holiday 2026-12-24
            2027-12-24T02:00:00Z |
            2027-12-25T02:00:00Z | holiday 12-25
            2026-12-23T23:30:00Z | holiday 2026-12-24
            2026-12-20T23:00:00Z | blackout 2026-12-20T18:00 to 2026-12-22T06:00 America/New_York
            2026-12-20T22:59:59Z |
            2026-12-22T11:00:00Z |
            2026-11-20T17:00:00Z | blackout FRI,SAT 18:00 to 04:00 Europe/Berlin
            2026-11-22T02:59:00Z | blackout FRI,SAT 18:00 to 04:00 Europe/Berlin
            2026-11-22T03:00:00Z |
            2026-11-23T02:00:00Z |
            """)
    void a_due_time_is_closed_on_holidays_and_in_blackouts(Instant due, String reason) {
        assertThat(read(WHOLE).closed(due)).isEqualTo(Optional.ofNullable(reason));
    }

    @Test
    void the_29th_of_february_is_a_holiday_in_leap_years() {
        Schedule schedule = read("{cron: '0 3 * * *', holidays: ['02-29']}");
        assertThat(schedule.closed(Instant.parse("2028-02-29T03:00:00Z"))).hasValue("holiday 02-29");
        assertThat(schedule.closed(Instant.parse("2027-02-28T03:00:00Z"))).isEmpty();
    }

    @Test
    void a_window_without_days_is_one_of_every_day() {
        assertThat(Blackout.of("18:00", "19:00", Set.of(), ZoneId.of("UTC"))).isInstanceOfSatisfying(
                Blackout.Weekly.class, weekly -> assertThat(weekly.days()).hasSize(7));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            zone: UTC                                                   | neither 'cron' nor 'when'
            {cron: '0 3 * * *', zone: Europe/Berln}                     | did you mean 'Europe/Berlin'?
            {cron: '0 3 * * *', misfire: run-all}                       | does not say how many at most
            {cron: '0 3 * * *', missedAtMost: 3}                        | belongs to misfire run-all
            {cron: '0 3 * * *', misfire: run-all, missedAtMost: 3}      | overlap lets only one through
            {cron: '0 3 * * *', overlap: both}                          | 'both' is no choice
            {cron: '0 3 * * *', holidays: [02-30]}                      | '02-30' is no day
            {cron: '0 3 * * *', blackouts: [{from: '18:00', to: '2026-01-01T00:00'}]} | not of the same form
            {cron: '0 3 * * *', blackouts: [{from: '2026-01-02T00:00', to: '2026-01-01T00:00'}]} | not after it begins
            {cron: '0 3 * * *', blackouts: [{from: '25:00', to: '26:00'}]} | is no window
            {when: [{event: new-data}]}                                 | takes either 'records' or 'share'
            {when: [{event: new-data, within: 60d, records: 5}]}        | takes either 'records' or 'share'
            {when: [{event: sunset, records: 5}]}                       | takes 'within'
            {when: [{event: new-data, share: 10}]}                      | the number 10
            """)
    void what_does_not_go_together_is_said(String yaml, String message) {
        Problems problems = new Problems();
        ScheduleShape.SCHEDULE.read(YamlText.parse(yaml, problems).root(), problems);
        assertThat(problems.toList()).extracting(Problem::message).singleElement().asString().contains(message);
    }

    private static Schedule read(String yaml) {
        Problems problems = new Problems();
        Schedule schedule = ScheduleShape.SCHEDULE.read(YamlText.parse(yaml, problems).root(), problems);
        assertThat(problems.toList()).isEqualTo(List.of());
        assertThat(schedule).isNotNull();
        return schedule;
    }
}

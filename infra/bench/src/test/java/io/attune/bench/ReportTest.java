package io.attune.bench;

import java.util.List;

import io.attune.cli.terminal.Style;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReportTest {
    private static final Machine MACHINE = new Machine("a processor", "a system", "a java", "0 (abc)");

    @Test
    void a_measure_is_told_with_target_median_spread_and_verdict() {
        Measure speed = new Measure("signatures", "docs/s", Target.atLeast(100, 200), Readings.of(140, 120, 160), null);

        assertThat(lines(null, speed)).anySatisfy(line -> assertThat(line).containsSubsequence("signatures",
                "≥ 100 (200)", "140", "120 – 160", "docs/s", "reached"));
    }

    @Test
    void a_peer_stands_beside_with_how_many_times_better_we_are() {
        Measure speed = new Measure("signatures", "docs/s", Target.atLeast(100), Readings.of(150),
                new Measure.Peer("other 1.0", 3));

        assertThat(lines(null, speed)).anySatisfy(line -> assertThat(line).containsSubsequence("other 1.0: 3", "50×"));
    }

    @Test
    void less_is_better_where_the_target_says_so() {
        Measure memory = new Measure("memory", "B", Target.atMost(32), Readings.of(16), new Measure.Peer("other", 64));

        assertThat(memory.verdict()).isEqualTo(Target.Verdict.REACHED);
        assertThat(memory.ratio()).isEqualTo(4);
    }

    @Test
    void the_last_line_sums_up() {
        assertThat(lines(null, new Measure("a", "s", Target.atMost(1), Readings.of(2), null), new Measure("b", "s",
                Target.atMost(2, 1), Readings.of(1), null), new Measure("c", "s", Target.none(), Readings.of(1),
                        null)).getLast()).isEqualTo(
                                "suite: 3 measures, 1 of 2 targets reached (1 with the stretch), 1 missed");
    }

    @Test
    void a_missed_target_fails_and_a_missed_stretch_does_not() {
        assertThat(report(null, new Measure("a", "s", Target.atMost(1), Readings.of(2), null)).failed()).isTrue();
        assertThat(report(null, new Measure("a", "s", Target.atMost(2, 1), Readings.of(2), null)).failed()).isFalse();
    }

    @Test
    void a_suite_that_broke_off_fails_and_tells_what_it_read_before() {
        Report report = report("the disk is full", new Measure("a", "s", Target.atMost(2), Readings.of(2), null));

        assertThat(report.failed()).isTrue();
        assertThat(report.json()).contains("\"trouble\" : \"the disk is full\"", "\"measure\" : \"a\"");
    }

    @Test
    void the_median_of_an_even_number_of_readings_lies_between_the_two_in_the_middle() {
        assertThat(Readings.of(4, 1, 3, 2).median()).isEqualTo(2.5);
    }

    private static List<String> lines(@Nullable String trouble, Measure... measures) {
        return report(trouble, measures).lines(Style.PLAIN, 0);
    }

    private static Report report(@Nullable String trouble, Measure... measures) {
        return new Report("suite", MACHINE, "./attune bench suite", List.of(measures), trouble);
    }
}

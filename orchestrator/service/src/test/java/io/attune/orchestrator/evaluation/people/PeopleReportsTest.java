package io.attune.orchestrator.evaluation.people;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import io.attune.kernel.Interval;
import io.attune.kernel.Money;
import io.attune.orchestrator.evaluation.measure.Served.Outcome;
import io.attune.orchestrator.evaluation.people.PeopleReport.Group;
import io.attune.orchestrator.evaluation.people.PeopleReport.MeasureReport;
import io.attune.orchestrator.evaluation.people.PeopleReport.SuiteReport;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipe.Measure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class PeopleReportsTest {
    private static final List<String> ARMS = List.of("base", "tuned", "tuned+retrieval");

    @Test
    void an_arm_that_beats_every_other_wins_in_its_group_and_by_how_much_is_said() {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            String area = i % 2 == 0 ? "limits" : "names";
            boolean good = i % 2 == 0;
            lines.add(line("base", i, area, i % 10 < 2 ? 1 : 0));
            lines.add(line("tuned", i, area, i % 10 < 2 ? 1 : 0));
            lines.add(line("tuned+retrieval", i, area, good || i % 10 < 2 ? 1 : 0));
        }
        MeasureReport measure = report(lines, List.of("area")).measures().getFirst();

        Group limits = group(measure, "limits");
        assertThat(limits.verdict().winner()).isEqualTo("tuned+retrieval");
        assertThat(limits.verdict().difference()).isNotNull().satisfies(difference -> {
            assertThat(difference.estimate()).isCloseTo(0.8, within(1e-9));
            assertThat(difference.low()).isPositive();
        });
        assertThat(group(measure, "names").verdict().winner()).isNull();
        assertThat(measure.verdict().leader()).isEqualTo("tuned+retrieval");
        assertThat(measure.arms()).extracting(PeopleReport.Estimate::arm).containsExactlyElementsOf(ARMS);
    }

    @Test
    void without_a_true_difference_a_winner_is_declared_in_at_most_a_few_of_a_hundred_reports() {
        int declared = 0;
        for (int repetition = 0; repetition < 200; repetition++) {
            Random random = new Random(repetition);
            List<Line> lines = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                for (String arm : ARMS) {
                    lines.add(line(arm, i, "area" + i % 6, random.nextDouble() < 0.6 ? 1 : 0));
                }
            }
            MeasureReport measure = report(lines, List.of("area")).measures().getFirst();
            boolean any = measure.verdict().winner() != null || measure.groups().stream().anyMatch(
                    group -> group.verdict().winner() != null);
            declared += any ? 1 : 0;
        }
        assertThat(declared).as("of 200 reports, at 5 %").isLessThanOrEqualTo(10 + 3 * 3);
    }

    @Test
    void what_is_not_shown_says_how_many_questions_would_show_it() {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            lines.add(line("base", i, "x", i < 5 ? 1 : 0));
            lines.add(line("tuned", i, "x", i < 6 ? 1 : 0));
        }
        var verdict = report(lines, List.of()).measures().getFirst().verdict();

        assertThat(verdict.winner()).isNull();
        assertThat(verdict.leader()).isEqualTo("tuned");
        assertThat(verdict.needed()).isNotNull().isGreaterThan(10);
    }

    @Test
    void what_too_few_questions_say_is_no_verdict_and_the_hint_names_at_least_the_minimum() {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 29; i++) {
            lines.add(line("base", i, "x", 0.1 + i % 3 * 0.01));
            lines.add(line("tuned", i, "x", 0.9));
        }
        var few = report(lines, List.of()).measures().getFirst().verdict();
        assertThat(few.winner()).isNull();
        assertThat(few.leader()).isEqualTo("tuned");
        assertThat(few.needed()).isEqualTo(30);

        lines.add(line("base", 29, "x", 0.1));
        lines.add(line("tuned", 29, "x", 0.9));
        var enough = report(lines, List.of()).measures().getFirst().verdict();
        assertThat(enough.winner()).isEqualTo("tuned");
        assertThat(enough.needed()).isNull();
    }

    @Test
    void a_group_of_one_question_has_an_interval_without_ends() {
        List<Line> lines = List.of(line("base", 1, "x", 0.3), line("tuned", 1, "x", 0.4));

        Group group = group(report(lines, List.of("area")).measures().getFirst(), "x");

        assertThat(group.arms().getFirst().interval()).isEqualTo(new Interval(Double.NEGATIVE_INFINITY, 0.3,
                Double.POSITIVE_INFINITY));
        assertThat(group.verdict().needed()).isNotNull().isGreaterThanOrEqualTo(30);
    }

    @Test
    void what_is_no_answer_is_counted_and_a_thousand_answers_have_a_price() {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Outcome outcome = i == 0 ? Outcome.TIMED_OUT : i == 1 ? Outcome.TRUNCATED : Outcome.ANSWERED;
            lines.add(new Line("base", "asked", "q" + i, outcome, Map.of(Measure.EXACT_VALUE, 0.0), Money.of("0.002",
                    "USD"), Map.of()));
            lines.add(new Line("tuned", "asked", "q" + i, Outcome.ANSWERED, Map.of(Measure.EXACT_VALUE, 1.0), null,
                    Map.of()));
        }
        SuiteReport report = report(lines, List.of("area"));

        assertThat(report.questions()).isEqualTo(4);
        assertThat(report.arms().getFirst().noAnswer()).containsExactly(Map.entry("timed-out", 1), Map.entry(
                "truncated", 1));
        assertThat(report.arms().getFirst().thousandAnswers()).isNotNull().satisfies(money -> assertThat(
                money.amount()).isEqualByComparingTo("2"));
        assertThat(report.arms().getLast().thousandAnswers()).isNull();
        assertThat(report.notes()).singleElement().asString().contains("'area'");
        assertThat(report.measures().getFirst().arms().getFirst().examples()).isEqualTo(4);
    }

    @Test
    void questions_a_model_was_trained_on_are_counted_and_its_measure_without_them_stands_beside() {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            lines.add(line("base", i, "x", 0));
            lines.add(line("tuned", i, "x", i < 4 ? 1 : 0));
        }
        SuiteReport report = PeopleReports.of(ARMS, List.of(new Recipe.Suite("asked", new Recipe.Questions.Frozen(
                "limits", 2), List.of(Measure.EXACT_VALUE))), lines, Map.of("asked", new Known(List.of(), List.of(
                        new Known.Trained("tuned", "limits-train@1", Set.of("q0", "q1", "q2", "q3", "elsewhere")),
                        new Known.Trained("base", "other@1", Set.of("elsewhere"))))), 30).suites().getFirst();

        assertThat(report.overlaps()).singleElement().satisfies(overlap -> {
            assertThat(overlap.questions()).isEqualTo(4);
            assertThat(overlap.training()).isEqualTo("limits-train@1");
            assertThat(overlap.items()).containsExactly("q0", "q1", "q2", "q3");
            assertThat(overlap.without().get("exact-value")).isNotNull().satisfies(without -> {
                assertThat(without.examples()).isEqualTo(6);
                assertThat(without.interval().estimate()).isZero();
            });
        });
    }

    @Test
    void a_suite_of_which_nothing_was_asked_says_so() {
        assertThat(report(List.of(), List.of("area")).notes()).containsExactly("no question was asked");
    }

    @Test
    void the_order_of_the_lines_does_not_matter() {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            for (String arm : ARMS) {
                lines.add(line(arm, i, "area" + i % 3, (i * 7 + arm.length()) % 5 / 4.0));
            }
        }
        SuiteReport first = report(lines, List.of("area"));
        Collections.shuffle(lines, new Random(3));

        assertThat(report(lines, List.of("area"))).isEqualTo(first);
    }

    private static SuiteReport report(List<Line> lines, List<String> slices) {
        return PeopleReports.of(ARMS, List.of(new Recipe.Suite("asked", new Recipe.Questions.Frozen("limits", 2),
                List.of(Measure.EXACT_VALUE), slices)), lines, Map.of(), 30).suites().getFirst();
    }

    private static Group group(MeasureReport measure, String value) {
        return measure.groups().stream().filter(group -> group.value().equals(value)).findFirst().orElseThrow();
    }

    private static Line line(String arm, int item, String area, double value) {
        return new Line(arm, "asked", "q" + item, Outcome.ANSWERED, Map.of(Measure.EXACT_VALUE, value), null, Map.of(
                "area", area));
    }
}

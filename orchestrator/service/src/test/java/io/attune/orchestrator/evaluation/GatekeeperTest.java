package io.attune.orchestrator.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipe.Arm;
import io.attune.orchestrator.recipe.Recipe.Bound;
import io.attune.orchestrator.recipe.Recipe.Condition;
import io.attune.orchestrator.recipe.Recipe.Cut;
import io.attune.orchestrator.recipe.Recipe.Gate;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.orchestrator.recipe.Recipe.Questions;
import io.attune.orchestrator.recipe.Recipe.RetrievalFirst;
import io.attune.orchestrator.recipe.Recipe.Suite;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Fact.Verdict;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GatekeeperTest {
    private static final Recipe.Evaluation EVALUATION = new Recipe.Evaluation(Arm.EVALUATED, List.of(new Suite("s",
            new Questions.Held("test", Map.of(), 60), List.of(Measure.LOSS, Measure.FORM))));

    @Test
    void a_tuned_model_with_clearly_lower_loss_is_better_than_base() {
        Report report = report(i -> 3.0 + i % 3, i -> 2.0 + i % 3);

        assertThat(judge(report, new Condition.BetterThan(Arm.BASE)).passed()).isTrue();
    }

    @Test
    void a_difference_within_the_interval_is_not_better() {
        Report report = report(i -> 3.0 + i % 7, i -> 3.0 + (i * 5) % 7);

        assertThat(judge(report, new Condition.BetterThan(Arm.BASE)).passed()).isFalse();
    }

    @Test
    void a_difference_within_the_interval_is_no_worse() {
        Report report = report(i -> 3.0 + i % 7, i -> 3.0 + (i * 5) % 7);

        assertThat(judge(report, new Condition.NoWorseThan(Arm.BASE)).passed()).isTrue();
    }

    @Test
    void a_clearly_higher_loss_is_worse() {
        Report report = report(i -> 2.0 + i % 3, i -> 3.0 + i % 3);

        assertThat(judge(report, new Condition.NoWorseThan(Arm.BASE)).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void a_gate_on_what_was_not_measured_does_not_hold_and_says_so() {
        Fact.GateResult result = judge(new Report(List.of()), new Condition.AtMost(2.0));

        assertThat(result.passed()).isFalse();
        assertThat(result.verdict()).isEqualTo(Verdict.NOT_MEASURED);
        assertThat(result.reason()).isEqualTo("not measured");
    }

    @Test
    void too_few_examples_are_no_evidence_and_the_rest_is_told() {
        Report report = new Report(rows(29, "tuned", i -> 1.0));
        Fact.GateResult result = judge(report, new Condition.AtMost(2.0));

        assertThat(result.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
        assertThat(result.passed()).isFalse();
        assertThat(result.reason()).contains("over 29 questions: 1 more are needed for the minimum of 30");
        assertThat(judge(new Report(rows(30, "tuned", i -> 1.0)), new Condition.AtMost(2.0)).verdict()).isEqualTo(
                Verdict.PASSED);
    }

    @Test
    void at_least_is_decided_by_the_estimate() {
        List<EvaluationStore.Row> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows.add(new EvaluationStore.Row("tuned", "s", "i" + i, Map.of(Measure.FORM, i < 36 ? 1.0 : 0.0)));
        }
        Report report = new Report(rows);
        assertThat(one(Measure.FORM, new Condition.AtLeast(0.9), report).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(one(Measure.FORM, new Condition.AtLeast(0.91), report).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(one(Measure.FORM, new Condition.BetterThanValue(0.7), report).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(one(Measure.FORM, new Condition.BetterThanValue(0.85), report).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(one(Measure.FORM, new Condition.NoWorseThanValue(0.95), report).verdict()).isEqualTo(
                Verdict.PASSED);
        assertThat(one(Measure.FORM, new Condition.NoWorseThanValue(0.99), report).verdict()).isEqualTo(
                Verdict.FAILED);
    }

    @Test
    void without_a_champion_a_comparison_with_it_passes_and_says_so() {
        Gate gate = new Gate("s", Measure.LOSS, Arm.TUNED, new Condition.NoWorseThan(Arm.CHAMPION));
        Report report = report(i -> 3.0, i -> 2.0 + i % 3);

        assertThat(Gatekeeper.judge(List.of(gate), EVALUATION, report, false).results().getFirst().reason()).contains(
                "no version is in service");
        assertThat(Gatekeeper.judge(List.of(gate), EVALUATION, report, false).passed()).isTrue();
        assertThat(Gatekeeper.judge(List.of(gate), EVALUATION, report, true).results().getFirst().verdict()).isEqualTo(
                Verdict.NOT_MEASURED);
    }

    @Test
    void all_suites_and_measures_are_judged_pair_by_pair() {
        Gate gate = new Gate(Gate.ALL, null, Arm.TUNED, new Condition.NoWorseThan(Arm.BASE));
        Fact.Gates gates = Gatekeeper.judge(List.of(gate), EVALUATION, report(i -> 3.0, i -> 2.0 + i % 3), false);

        assertThat(gates.results()).extracting(Fact.GateResult::gate).containsExactly(
                "s loss of tuned no worse than base", "s form of tuned no worse than base");
        assertThat(gates.results()).extracting(Fact.GateResult::verdict).containsExactly(Verdict.PASSED,
                Verdict.NOT_MEASURED);
    }

    @Test
    void each_slice_is_judged_with_a_correction() {
        Fact.Gates gates = Gatekeeper.judge(List.of(new Gate("s", Measure.LOSS, Arm.TUNED, new Condition.BetterThan(
                Arm.BASE), new Cut.Each("language"))), EVALUATION, sliced(), false);

        assertThat(gates.results()).extracting(Fact.GateResult::gate).containsExactly(
                "s loss of tuned better than base where language=de",
                "s loss of tuned better than base where language=en");
        assertThat(gates.results()).extracting(Fact.GateResult::family).containsOnly(2);
        assertThat(gates.results()).extracting(Fact.GateResult::verdict).containsExactly(Verdict.PASSED,
                Verdict.FAILED);
    }

    @Test
    void a_slice_without_examples_is_not_enough_evidence() {
        Condition condition = new Condition.BetterThan(Arm.BASE);
        Fact.GateResult empty = Gatekeeper.judge(List.of(new Gate("s", Measure.LOSS, Arm.TUNED, condition, new Cut.Of(
                "language", "fr"))), EVALUATION, sliced(), false).results().getFirst();
        Fact.GateResult unknown = Gatekeeper.judge(List.of(new Gate("s", Measure.LOSS, Arm.TUNED, condition,
                new Cut.Each("colour"))), EVALUATION, sliced(), false).results().getFirst();

        assertThat(empty.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
        assertThat(empty.reason()).contains("no example with language=fr");
        assertThat(unknown.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
        assertThat(unknown.reason()).contains("no example has the attribute 'colour'");
    }

    @Test
    void a_score_that_is_missing_on_one_side_is_not_left_out_of_a_comparison() {
        List<EvaluationStore.Row> rows = rows(60, "base", i -> 3.0 + i % 3);
        rows.addAll(rows(59, "tuned", i -> 2.0 + i % 3));
        Fact.GateResult result = judge(new Report(rows), new Condition.BetterThan(Arm.BASE));

        assertThat(result.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
        assertThat(result.reason()).contains("1 examples were scored on one side only");
    }

    @Test
    void the_order_of_answers_changes_nothing() {
        List<EvaluationStore.Row> rows = rows(60, "base", i -> 3.0 + i % 7);
        rows.addAll(rows(60, "tuned", i -> 2.9 + (i * 5) % 7));
        List<EvaluationStore.Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(4));

        assertThat(new Report(shuffled).figures()).isEqualTo(new Report(rows).figures());
        assertThat(judge(new Report(shuffled), new Condition.BetterThan(Arm.BASE))).isEqualTo(judge(new Report(rows),
                new Condition.BetterThan(Arm.BASE)));
    }

    @Test
    void retrieval_suffices_only_when_every_bound_is_met() {
        Map<Measure, Double> values = Map.of(Measure.EXACT_VALUE, 1.0, Measure.FORM, 0.0);
        Report report = new Report(List.of(new EvaluationStore.Row("base+retrieval", "s", "1", values),
                new EvaluationStore.Row("base+retrieval", "s", "2", values)));
        Bound exact = new Bound("s", Measure.EXACT_VALUE, 0.99);
        Bound form = new Bound("s", Measure.FORM, 0.9);

        assertThat(check(report, exact)).isTrue();
        assertThat(check(report, exact, form)).isFalse();
    }

    @Test
    void what_too_few_examples_say_of_retrieval_is_not_enough_evidence() {
        Report report = new Report(List.of(new EvaluationStore.Row("base+retrieval", "s", "1", Map.of(
                Measure.EXACT_VALUE, 1.0))));
        Fact.Check check = Gatekeeper.check(new RetrievalFirst(List.of(new Bound("s", Measure.EXACT_VALUE, 0.5),
                new Bound("s", Measure.FORM, 0.5)), RetrievalFirst.Then.STOP), report, 2);

        assertThat(check.enough()).isFalse();
        assertThat(check.bounds()).extracting(Fact.BoundResult::verdict).containsExactly(Verdict.NOT_ENOUGH_EVIDENCE,
                Verdict.NOT_MEASURED);
        assertThat(check.bounds().getFirst().value()).isEqualTo(1.0);
        assertThat(check.bounds().getFirst().examples()).isEqualTo(1);
    }

    @Test
    void a_win_rate_against_the_champion_passes_while_there_is_none_and_says_so() {
        Gate gate = new Gate("s", Measure.WIN_RATE, Arm.TUNED, new Condition.AtLeast(0.55), new Cut.Whole(),
                Arm.CHAMPION);

        assertThat(Gatekeeper.judge(List.of(gate), EVALUATION, new Report(List.of()),
                false).results().getFirst()).satisfies(result -> {
                    assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
                    assertThat(result.reason()).contains("no version is in service");
                });
        assertThat(Gatekeeper.judge(List.of(gate), EVALUATION, new Report(List.of()),
                true).results().getFirst().verdict()).isEqualTo(Verdict.NOT_MEASURED);
    }

    @Test
    void without_a_bound_retrieval_never_suffices() {
        assertThat(check(new Report(List.of()))).isFalse();
    }

    private static boolean check(Report report, Bound... bounds) {
        return Gatekeeper.check(new RetrievalFirst(List.of(bounds), RetrievalFirst.Then.STOP), report, 2).enough();
    }

    private static Fact.GateResult judge(Report report, Condition condition) {
        return one(Measure.LOSS, condition, report);
    }

    private static Fact.GateResult one(Measure measure, Condition condition, Report report) {
        return Gatekeeper.judge(List.of(new Gate("s", measure, Arm.TUNED, condition)), EVALUATION, report,
                false).results().getFirst();
    }

    private static Report report(IntToDoubleFunction base, IntToDoubleFunction tuned) {
        List<EvaluationStore.Row> rows = rows(60, "base", base);
        rows.addAll(rows(60, "tuned", tuned));
        return new Report(rows);
    }

    /** German questions are answered better by the tuned model, English ones are not. */
    private static Report sliced() {
        List<EvaluationStore.Row> rows = rows(80, "base", i -> 3.0 + i % 3);
        rows.addAll(rows(80, "tuned", i -> i % 2 == 0 ? 2.0 + i % 3 : 3.0 + (i + 1) % 3));
        Map<String, Map<String, String>> attributes = new TreeMap<>();
        for (int i = 0; i < 80; i++) {
            attributes.put("i" + i, Map.of("language", i % 2 == 0 ? "de" : "en"));
        }
        return new Report(rows, attributes);
    }

    private static List<EvaluationStore.Row> rows(int count, String arm, IntToDoubleFunction loss) {
        List<EvaluationStore.Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new EvaluationStore.Row(arm, "s", "i" + i, Map.of(Measure.LOSS, loss.applyAsDouble(i))));
        }
        return rows;
    }
}

package io.attune.orchestrator.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

import io.attune.orchestrator.recipe.Recipe.Arm;
import io.attune.orchestrator.recipe.Recipe.Bound;
import io.attune.orchestrator.recipe.Recipe.Condition;
import io.attune.orchestrator.recipe.Recipe.Gate;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.orchestrator.recipe.Recipe.RetrievalFirst;
import io.attune.orchestrator.run.Fact;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GatekeeperTest {

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
    void a_gate_on_what_was_not_measured_does_not_hold_and_says_so() {
        Fact.GateResult result = judge(new Report(List.of()), new Condition.AtMost(2.0));

        assertThat(result.passed()).isFalse();
        assertThat(result.reason()).isEqualTo("not measured");
    }

    @Test
    void retrieval_suffices_only_when_every_bound_is_met() {
        Report report = new Report(List.of(
                new EvaluationStore.Row("base+retrieval", "s", "1", Map.of(Measure.EXACT_VALUE, 1.0, Measure.FORM,
                        0.0))));
        Bound exact = new Bound("s", Measure.EXACT_VALUE, 0.99);
        Bound form = new Bound("s", Measure.FORM, 0.9);

        assertThat(check(report, exact)).isTrue();
        assertThat(check(report, exact, form)).isFalse();
    }

    @Test
    void without_a_bound_retrieval_never_suffices() {
        assertThat(check(new Report(List.of()))).isFalse();
    }

    private static boolean check(Report report, Bound... bounds) {
        return Gatekeeper.check(new RetrievalFirst(List.of(bounds), RetrievalFirst.Then.STOP), report).enough();
    }

    private static Fact.GateResult judge(Report report, Condition condition) {
        return Gatekeeper.judge(List.of(new Gate("s", Measure.LOSS, Arm.TUNED, condition)),
                report).results().getFirst();
    }

    private static Report report(IntToDoubleFunction base, IntToDoubleFunction tuned) {
        List<EvaluationStore.Row> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            rows.add(new EvaluationStore.Row("base", "s", "i" + i, Map.of(Measure.LOSS, base.applyAsDouble(i))));
            rows.add(new EvaluationStore.Row("tuned", "s", "i" + i, Map.of(Measure.LOSS, tuned.applyAsDouble(i))));
        }
        return new Report(rows);
    }
}

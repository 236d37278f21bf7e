package io.attune.orchestrator.evaluation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

import io.attune.kernel.Money;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.orchestrator.egress.DataPolicy;
import io.attune.orchestrator.recipe.GatePolicy;
import io.attune.orchestrator.recipe.GatePolicyText;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipe.Arm;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Facts;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.orchestrator.run.RunMachine;
import io.attune.orchestrator.run.RunState;
import io.attune.pipeline.plan.CurationPlan;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs under a project's policy. */
class FloorGatesTest {
    private static final Fact.Policy PINNED = new Fact.Policy(3, "sha256:ab");

    @Test
    void a_run_whose_recipe_has_no_gates_is_refused_by_the_floor_and_a_waiver_lets_it_pass() {
        Recipe recipe = policy("gates: [{suite: tone, measure: form, atLeast: 0.9}]").over(recipe());
        Fact.Gates judged = Gatekeeper.judge(recipe, report(60, 40), false).under(PINNED);

        assertThat(judged.passed()).isFalse();
        assertThat(judged.policy()).isEqualTo(PINNED);
        assertThat(judged.results()).singleElement().satisfies(result -> {
            assertThat(result.origin()).isEqualTo("project policy");
            assertThat(result.verdict()).isEqualTo(Fact.Verdict.FAILED);
        });
        Run refused = after(evaluating(), new RunEvent.Evaluated(judged), new RunEvent.Registered(new Fact.Version("m",
                1)));
        assertThat(refused.state()).isEqualTo(RunState.CLOSING);
        assertThat(refused.facts().get(Fact.Outcome.class).reason()).contains("not promoted");
        Fact.GateResult waived = judged.results().getFirst().waived(new Fact.Waiver("ada", "known", Instant.EPOCH));
        assertThat(waived.origin()).isEqualTo("project policy");
        assertThat(after(refused, new RunEvent.Closed(), new RunEvent.Waived(new Fact.Gates(true, List.of(waived),
                PINNED), "g", new Fact.Waiver("ada", "known", Instant.EPOCH))).state()).isEqualTo(RunState.PROMOTING);
    }

    @Test
    void the_same_run_passes_where_it_reaches_the_floor() {
        Recipe recipe = policy("gates: [{suite: tone, measure: form, atLeast: 0.9}]").over(recipe());

        assertThat(Gatekeeper.judge(recipe, report(60, 58), false).passed()).isTrue();
    }

    @Test
    void a_floor_of_more_examples_makes_evidence_of_fewer_none() {
        Recipe recipe = policy("minimum: 80\ngates: [{suite: tone, measure: form, atLeast: 0.9}]").over(recipe());

        assertThat(Gatekeeper.judge(recipe, report(60, 60), false).results().getFirst().verdict()).isEqualTo(
                Fact.Verdict.NOT_ENOUGH_EVIDENCE);
    }

    @Test
    void a_higher_level_widens_the_interval_that_decides() {
        String gate = "gates: [{suite: tone, measure: form, betterThan: 0.8}]";
        Fact.GateResult usual = Gatekeeper.judge(policy(gate).over(recipe()), report(60, 55),
                false).results().getFirst();
        Fact.GateResult sure = Gatekeeper.judge(policy("level: 99.9%\n" + gate).over(recipe()), report(60, 55),
                false).results().getFirst();

        assertThat(usual.verdict()).isEqualTo(Fact.Verdict.PASSED);
        assertThat(sure.verdict()).isEqualTo(Fact.Verdict.FAILED);
        assertThat(sure.interval()).isNotNull().satisfies(interval -> assertThat(interval.low()).isLessThan(
                usual.interval() == null ? 0 : usual.interval().low()));
    }

    private static GatePolicy policy(String lines) {
        return GatePolicyText.read("policy: gates\n" + lines);
    }

    /** Answers of which some have the wanted form. */
    private static Report report(int questions, int good) {
        return new Report(IntStream.range(0, questions).mapToObj(i -> new EvaluationStore.Row("tuned", "tone", "i" + i,
                Map.of(Measure.FORM, i < good ? 1.0 : 0.0))).toList());
    }

    private static Run evaluating() {
        Instant now = Instant.parse("2026-03-01T10:00:00Z");
        return new Run(RunId.of(new UUID(1, 2)), ProjectId.DEFAULT, "r", 1, "ann", RunState.EVALUATING, Facts.NONE,
                false, now, now);
    }

    private static Run after(Run run, RunEvent... events) {
        Run next = run;
        for (RunEvent event : events) {
            next = RunMachine.next(next, event).run();
        }
        return next;
    }

    private static Recipe recipe() {
        CurationPlan plan = CurationPlan.parse(Map.of("sources", List.of(Map.of("name", "s", "type", "jsonl", "path",
                "s.jsonl", "license", "Apache-2.0", "personalData", "none"))), new Problems());
        return new Recipe("r", "", "", Map.of(), DataPolicy.DEFAULT, plan, new Recipe.Evaluation(List.of(Arm.BASE,
                Arm.TUNED), List.of(new Recipe.Suite("tone", new Recipe.Questions.Held("test", Map.of(), 60), List.of(
                        Measure.FORM)))), new Recipe.RetrievalFirst(List.of(), Recipe.RetrievalFirst.Then.STOP),
                List.of(), new Recipe.Target("t", "trainer", "m", 1, null, null, 7), new Recipe.Budget(Money.of("1",
                        "USD"), Money.of("2", "USD"), null), new Recipe.Promotion("champion", 0),
                new Recipe.Knowledge.None("not needed"), new Recipe.Answers("", "I do not know."), Optional.empty());
    }
}

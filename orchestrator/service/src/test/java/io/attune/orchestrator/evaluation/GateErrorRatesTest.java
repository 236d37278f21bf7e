package io.attune.orchestrator.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

import io.attune.kernel.statistics.SampleSize;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipe.Arm;
import io.attune.orchestrator.recipe.Recipe.Condition;
import io.attune.orchestrator.recipe.Recipe.Cut;
import io.attune.orchestrator.recipe.Recipe.Gate;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.orchestrator.recipe.Recipe.Questions;
import io.attune.orchestrator.recipe.Recipe.Suite;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Fact.Verdict;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Arms whose true quality is known are judged a thousand times: gates are wrong as seldom as they say. */
class GateErrorRatesTest {
    private static final int REPETITIONS = 1_000;
    private static final int SLICES = 8;
    /** A gate's error on one side of the 95 % interval. */
    private static final double STATED = 0.025;
    private static final Recipe.Evaluation EVALUATION = new Recipe.Evaluation(Arm.EVALUATED, List.of(new Suite("s",
            new Questions.Held("test", Map.of(), 200), List.of(Measure.EXACT_VALUE))));

    /** How often each arm alone is right; on another 60 % both are. */
    private record Truth(double onlyTuned, double onlyBase) {
        double difference() {
            return onlyTuned - onlyBase;
        }
    }

    @Test
    void an_arm_that_is_no_better_seldom_passes_as_better() {
        double passed = share(new Condition.BetterThan(Arm.BASE), 150, new Truth(0.1, 0.1), 21);

        assertThat(passed).isLessThanOrEqualTo(atMost(STATED));
    }

    @Test
    void an_arm_that_is_no_worse_seldom_fails_as_worse() {
        double passed = share(new Condition.NoWorseThan(Arm.BASE), 150, new Truth(0.1, 0.1), 22);

        assertThat(1 - passed).isLessThanOrEqualTo(atMost(STATED));
    }

    @Test
    void the_planned_effect_is_found_as_often_as_planned() {
        Truth truth = new Truth(0.2, 0.08);
        int planned = (int) SampleSize.pairedShares(truth.difference(), truth.onlyTuned() + truth.onlyBase(), 0.95,
                0.8);

        assertThat(share(new Condition.BetterThan(Arm.BASE), planned, truth, 23)).isBetween(0.8 - 0.05, 0.9);
    }

    @Test
    void an_arm_that_is_worse_is_found_out_as_often_as_planned() {
        Truth truth = new Truth(0.08, 0.2);
        int planned = (int) SampleSize.pairedShares(truth.difference(), truth.onlyTuned() + truth.onlyBase(), 0.95,
                0.8);

        assertThat(1 - share(new Condition.NoWorseThan(Arm.BASE), planned, truth, 24)).isBetween(0.8 - 0.05, 0.9);
    }

    @Test
    void among_eight_slices_without_a_difference_seldom_is_any_found() {
        assertThat(anyOfEight(new Gate("s", Measure.EXACT_VALUE, Arm.TUNED, new Condition.BetterThan(Arm.BASE),
                new Cut.Each("slice")), Verdict.PASSED, 25)).isLessThanOrEqualTo(atMost(STATED));
        assertThat(anyOfEight(new Gate("s", Measure.EXACT_VALUE, Arm.TUNED, new Condition.NoWorseThan(Arm.BASE),
                new Cut.Each("slice")), Verdict.FAILED, 26)).isLessThanOrEqualTo(atMost(STATED));
    }

    @Test
    void the_interval_of_a_gate_holds_the_truth_as_often_as_it_says() {
        SplittableRandom random = new SplittableRandom(27);
        Truth truth = new Truth(0.18, 0.07);
        int held = 0;
        for (int r = 0; r < REPETITIONS; r++) {
            Fact.GateResult result = judge(new Gate("s", Measure.EXACT_VALUE, Arm.TUNED, new Condition.BetterThan(
                    Arm.BASE)), draw(random, 150, truth)).results().getFirst();
            held += result.interval() != null && !result.interval().excludes(truth.difference()) ? 1 : 0;
        }
        assertThat((double) held / REPETITIONS).isBetween(0.95 - noise(0.05), 0.95 + noise(0.05));
    }

    /** How often at least one of eight slices has a verdict that none should have. */
    private static double anyOfEight(Gate gate, Verdict wrong, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int any = 0;
        for (int r = 0; r < REPETITIONS; r++) {
            Fact.Gates gates = judge(gate, draw(random, SLICES * 40, new Truth(0.1, 0.1)));
            assertThat(gates.results()).hasSize(SLICES);
            any += gates.results().stream().anyMatch(result -> result.verdict() == wrong) ? 1 : 0;
        }
        return (double) any / REPETITIONS;
    }

    private static double share(Condition condition, int examples, Truth truth, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int passed = 0;
        for (int r = 0; r < REPETITIONS; r++) {
            passed += judge(new Gate("s", Measure.EXACT_VALUE, Arm.TUNED, condition), draw(random, examples,
                    truth)).passed() ? 1 : 0;
        }
        return (double) passed / REPETITIONS;
    }

    private static Fact.Gates judge(Gate gate, Report report) {
        return Gatekeeper.judge(List.of(gate), EVALUATION, report, false);
    }

    private static double atMost(double stated) {
        return stated + noise(stated);
    }

    /** Three standard errors. */
    private static double noise(double share) {
        return 3 * Math.sqrt(share * (1 - share) / REPETITIONS);
    }

    private static Report draw(SplittableRandom random, int examples, Truth truth) {
        List<EvaluationStore.Row> rows = new ArrayList<>();
        Map<String, Map<String, String>> attributes = new TreeMap<>();
        for (int i = 0; i < examples; i++) {
            double u = random.nextDouble();
            boolean both = u >= truth.onlyTuned() + truth.onlyBase() && random.nextDouble() < 0.6;
            add(rows, "tuned", i, u < truth.onlyTuned() || both);
            add(rows, "base", i, u >= truth.onlyTuned() && u < truth.onlyTuned() + truth.onlyBase() || both);
            attributes.put("i" + i, Map.of("slice", String.valueOf(i % SLICES)));
        }
        return new Report(rows, attributes);
    }

    private static void add(List<EvaluationStore.Row> rows, String arm, int item, boolean right) {
        rows.add(new EvaluationStore.Row(arm, "s", "i" + item, Map.of(Measure.EXACT_VALUE, right ? 1.0 : 0.0)));
    }
}

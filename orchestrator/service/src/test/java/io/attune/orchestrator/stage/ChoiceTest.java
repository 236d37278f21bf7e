package io.attune.orchestrator.stage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import io.attune.kernel.Money;
import io.attune.kernel.RunId;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipe.Arm;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.orchestrator.stage.Choice.Candidate;
import io.attune.orchestrator.stage.Choice.Scale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChoiceTest {
    private static final Scale EXACT = new Scale("defaults", Measure.EXACT_VALUE, Arm.TUNED_RETRIEVAL);
    private static final Scale LOSS = new Scale("wording", Measure.LOSS, Arm.TUNED);
    private static final List<Recipe.Gate> GATES = List.of(gate(EXACT), gate(LOSS));

    private static Recipe.Gate gate(Scale scale) {
        return new Recipe.Gate(scale.suite(), scale.measure(), scale.arm(), new Recipe.Condition.AtLeast(0));
    }

    private static Candidate candidate(int place, String base, double exact, double loss, String cost) {
        return new Candidate(RunId.of(new UUID(1, place)), "t" + place, place, base, true, Map.of(EXACT, exact, LOSS,
                loss), Money.of(cost, "USD"));
    }

    private static String best(Candidate... candidates) {
        return Choice.among(GATES, List.of(candidates)).best(List.of(candidates)).orElseThrow().target();
    }

    @Test
    void the_first_gate_decides_before_the_second() {
        assertThat(best(candidate(0, "b", 0.90, 1.0, "1"), candidate(1, "b", 0.95, 2.0, "9"))).isEqualTo("t1");
    }

    @Test
    void what_is_equal_to_a_thousandth_is_decided_by_the_next_gate_of_which_lower_may_be_better() {
        assertThat(best(candidate(0, "b", 0.9501, 1.3, "1"), candidate(1, "b", 0.9499, 1.2, "9"))).isEqualTo("t1");
    }

    @Test
    void losses_of_different_base_models_are_not_compared() {
        assertThat(best(candidate(0, "b", 0.95, 1.3, "2"), candidate(1, "other", 0.95, 0.2, "3"))).isEqualTo("t0");
    }

    @Test
    void what_measures_the_same_is_decided_by_cost_and_then_by_the_recipes_order() {
        assertThat(best(candidate(0, "b", 0.95, 1, "2"), candidate(1, "b", 0.95, 1, "1"))).isEqualTo("t1");
        assertThat(best(candidate(1, "b", 0.95, 1, "1"), candidate(0, "b", 0.95, 1, "1"))).isEqualTo("t0");
    }

    @Test
    void a_tuned_version_is_before_a_base_model_and_what_was_not_measured_is_last() {
        Candidate base = new Candidate(RunId.of(new UUID(1, 9)), "base", 0, "b", false, Map.of(EXACT, 1.0), null);
        Candidate unmeasured = new Candidate(RunId.of(new UUID(1, 8)), "unmeasured", 0, "b", true, Map.of(), null);

        assertThat(best(base, unmeasured, candidate(2, "b", 0.5, 1, "1"))).isEqualTo("t2");
        assertThat(best(base, unmeasured)).isEqualTo("unmeasured");
    }

    @Test
    void the_reason_names_the_figures() {
        Candidate better = candidate(1, "b", 0.95, 2.0, "9");
        Candidate other = candidate(0, "b", 0.90, 1.0, "1");

        assertThat(Choice.among(GATES, List.of(better, other)).why(better, other)).isEqualTo(
                "defaults exact-value of tuned+retrieval is 0.950 against 0.900");
    }

    @Test
    void of_nothing_there_is_no_best() {
        assertThat(Choice.among(GATES, List.of()).best(List.of())).isEmpty();
    }

    @Property
    void the_answer_does_not_depend_on_the_order_of_arrival(
            @ForAll @Size(min = 1, max = 8) List<@DoubleRange(min = 0.94, max = 0.96) Double> exact,
            @ForAll long seed) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < exact.size(); i++) {
            candidates.add(candidate(i, i % 2 == 0 ? "b" : "other", exact.get(i), 1 + exact.get(i), "1"));
        }
        Candidate best = Choice.among(GATES, candidates).best(candidates).orElseThrow();
        List<Candidate> shuffled = new ArrayList<>(candidates);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(Choice.among(GATES, shuffled).best(shuffled)).contains(best);
    }
}

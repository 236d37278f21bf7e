package io.attune.orchestrator.recipe;

import java.util.List;

import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Problem;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Recipe.Arm;
import io.attune.orchestrator.recipe.Recipe.Condition;
import io.attune.orchestrator.recipe.Recipe.Gate;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.orchestrator.recipe.Recipe.Questions;
import io.attune.orchestrator.recipe.Recipe.RetrievalFirst.Then;
import io.attune.registry.PromotionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.attune.orchestrator.recipe.RecipeTexts.DEMO;
import static io.attune.orchestrator.recipe.RecipeTexts.demo;
import static io.attune.orchestrator.recipe.RecipeTexts.lineOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A project's policy as a floor under the gates of its recipes. */
class GatePolicyTest {
    private static final String EXACT = "  - {suite: defaults, measure: exact-value, arm: tuned+retrieval, atLeast: 0.99}";
    private static final String LOSS = "  - {suite: wording, measure: loss, arm: tuned, betterThan: base}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "exact-value, arm: tuned+retrieval, atLeast: 0.9      | exact-value, arm: tuned+retrieval, atLeast: 0.95",
            "exact-value, arm: tuned+retrieval, atLeast: 0.9      | exact-value, arm: tuned+retrieval, betterThan: 0.9",
            "exact-value, arm: tuned+retrieval, noWorseThan: 0.9  | exact-value, arm: tuned+retrieval, atLeast: 0.9",
            "exact-value, arm: tuned+retrieval, betterThan: 0.9   | exact-value, arm: tuned+retrieval, betterThan: 0.91",
            "exact-value, arm: tuned+retrieval, noWorseThan: base | exact-value, arm: tuned+retrieval, betterThan: base",
            "latency, arm: tuned+retrieval, atMost: 2             | latency, arm: tuned+retrieval, atMost: 1.5",
            "exact-value, slices: area, arm: tuned, atLeast: 0.5  | exact-value, slices: area, arm: tuned, atLeast: 0.5",})
    void a_gate_that_is_as_strong_as_the_floor_is_accepted_and_stands_for_it(String floor, String gate) {
        String yaml = recipe(gate);

        assertThat(problems(yaml, policy(floor))).isEmpty();
        Recipe recipe = policy(floor).over(RecipeTexts.read(yaml));
        assertThat(recipe.gates()).singleElement().extracting(Gate::floor).isEqualTo(false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "exact-value, arm: tuned+retrieval, atLeast: 0.9      | exact-value, arm: tuned+retrieval, atLeast: 0.8      | 0.8 | 0.9",
            "exact-value, arm: tuned+retrieval, atLeast: 0.9      | exact-value, arm: tuned+retrieval, noWorseThan: 0.9  | noWorseThan: 0.9 | atLeast: 0.9",
            "exact-value, arm: tuned+retrieval, betterThan: 0.9   | exact-value, arm: tuned+retrieval, atLeast: 0.9      | atLeast: 0.9 | betterThan: 0.9",
            "exact-value, arm: tuned+retrieval, betterThan: base  | exact-value, arm: tuned+retrieval, noWorseThan: base | noWorseThan | betterThan",
            "latency, arm: tuned+retrieval, atMost: 2             | latency, arm: tuned+retrieval, atMost: 2.5           | 2.5 | 2.0",
            "exact-value, slices: area, arm: tuned, atLeast: 0.5  | exact-value, slice: {area: web}, arm: tuned, atLeast: 0.4 | 0.4 | 0.5",})
    void a_gate_that_is_weaker_than_the_floor_is_a_problem_that_names_both_values_and_whose_floor(String floor,
            String gate, String own, String asked) {
        String yaml = recipe(gate);

        assertThat(problems(yaml, policy(floor))).singleElement().satisfies(problem -> {
            assertThat(problem.place()).isEqualTo("/gates/0");
            assertThat(problem.line()).isEqualTo(lineOf(yaml, "- {suite: defaults, measure: " + gate));
            assertThat(problem.message()).contains(own, asked, "the policy of project 'house'", "never for less");
            assertThat(problem.nextStep()).contains(asked);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "exact-value, arm: tuned+retrieval, atLeast: 0.9 | exact-value, arm: tuned, atLeast: 0.5",
            "exact-value, arm: tuned+retrieval, atLeast: 0.9    | citation-recall, arm: tuned+retrieval, atLeast: 0.5",
            "exact-value, arm: tuned+retrieval, atLeast: 0.9    | exact-value, arm: tuned+retrieval, betterThan: base",
            "exact-value, arm: tuned+retrieval, atLeast: 0.9    | exact-value, slice: {area: web}, arm: tuned+retrieval, atLeast: 0.5",
            "exact-value, arm: tuned+retrieval, betterThan: 0.9 | exact-value, arm: tuned+retrieval, atLeast: 0.95",})
    void what_the_gate_does_not_speak_of_stays_asked_for_beside_it(String floor, String gate) {
        assertThat(problems(recipe(gate), policy(floor))).isEmpty();
        assertThat(policy(floor).over(RecipeTexts.read(recipe(gate))).gates()).extracting(Gate::floor).containsExactly(
                false, true);
    }

    @Test
    void a_floor_on_all_suites_binds_the_gate_on_one() {
        GatePolicy policy = GatePolicyText.read(
                "policy: gates\ngates: [{suite: all, measure: exact-value, arm: tuned+retrieval, atLeast: 0.995}]");

        assertThat(problems(DEMO, policy)).singleElement().satisfies(problem -> assertThat(problem.message()).contains(
                "defaults exact-value of tuned+retrieval atLeast: 0.99", "all exact-value", "0.995"));
    }

    @Test
    void a_recipe_without_gates_is_judged_by_the_floors() {
        String yaml = demo("gates:\n" + EXACT + "\n" + LOSS, "gates: []");
        GatePolicy policy = policy("exact-value, atLeast: 0.9");

        assertThat(problems(yaml, policy)).isEmpty();
        assertThat(policy.over(RecipeTexts.read(yaml)).gates()).containsExactly(new Gate("defaults",
                Measure.EXACT_VALUE, Arm.TUNED_RETRIEVAL, new Condition.AtLeast(0.9), new Recipe.Cut.Whole(), null,
                true));
    }

    @Test
    void a_frozen_suite_that_the_recipe_does_not_ask_joins_its_suites_and_one_it_asks_gets_the_measure() {
        GatePolicy policy = GatePolicyText.read("""
                policy: gates
                gates:
                  - {suite: harm@2, measure: harmful-compliance, atMost: 0.01}
                  - {suite: harm@2, measure: over-refusal, noWorseThan: base}
                """);
        String asked = demo("wording:  {split",
                "own: {dataset: harm@2, measures: [over-refusal]}\n    wording:  {split");

        Recipe joined = policy.over(RecipeTexts.read(DEMO));
        assertThat(joined.evaluation().suite("harm").questions()).isEqualTo(new Questions.Frozen("harm", 2));
        assertThat(joined.evaluation().suite("harm").measures()).containsExactly(Measure.HARMFUL_COMPLIANCE,
                Measure.OVER_REFUSAL);
        assertThat(joined.evaluation().frozenNames()).containsExactly("harm@2");
        assertThat(joined.gates()).last().satisfies(gate -> assertThat(gate.condition()).isEqualTo(
                new Condition.NoWorseThan(Arm.BASE_RETRIEVAL)));
        assertThat(policy.over(RecipeTexts.read(asked)).evaluation().suite("own").measures()).containsExactly(
                Measure.OVER_REFUSAL, Measure.HARMFUL_COMPLIANCE);
        assertThat(problems(DEMO, policy)).isEmpty();
    }

    @Test
    void the_fewest_examples_and_the_lowest_level_are_floors_as_well() {
        GatePolicy policy = GatePolicyText.read("policy: gates\nminimum: 50\nlevel: 99%\n");
        String less = demo("evaluation:\n", "evaluation:\n  minimum: 40\n  level: 95%\n");
        String more = demo("evaluation:\n", "evaluation:\n  minimum: 60\n  level: 99.9%\n");

        assertThat(problems(less, policy)).extracting(Problem::place, Problem::message).satisfiesExactly(
                minimum -> assertThat(minimum.toString()).contains("/evaluation/minimum", "40", "50"),
                level -> assertThat(level.toString()).contains("/evaluation/level", "95%", "99%"));
        assertThat(problems(more, policy)).isEmpty();
        assertThat(policy.over(RecipeTexts.read(DEMO)).evaluation()).satisfies(evaluation -> {
            assertThat(evaluation.minimum()).isEqualTo(50);
            assertThat(evaluation.level()).isEqualTo(0.99);
        });
        assertThat(policy.over(RecipeTexts.read(more)).evaluation().level()).isEqualTo(0.999);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{suite: nobody-has-it, measure: exact-value, atLeast: 0.9} | no suite 'nobody-has-it'",
            "{suite: all, measure: tool-call, atLeast: 0.9}             | no suite of the recipe measures it",
            "{suite: defaults, measure: win-rate, atLeast: 0.5}         | names no judge",
            "{suite: unknown, measure: exact-value, atLeast: 0.5}       | cannot be measured on the questions",})
    void a_floor_that_the_recipe_cannot_be_judged_by_is_a_problem_now_and_not_at_night(String floor, String why) {
        assertThat(problems(DEMO, GatePolicyText.read("policy: gates\ngates: [" + floor
                + "]"))).singleElement().satisfies(problem -> {
                    assertThat(problem.message()).contains(why, "the policy of project 'house'");
                    assertThat(problem.place()).isEqualTo("/gates");
                });
    }

    @Test
    void what_is_served_is_the_tuned_model_alone_where_it_has_no_knowledge() {
        String yaml = RecipeTexts.FOUR_LINES + "knowledge: {none: tone only}\ngates: []\n"
                + "evaluation: {suites: {tone: {split: test, measures: [form]}}}\n";
        GatePolicy policy = GatePolicyText.read(
                "policy: gates\ngates: [{suite: tone, measure: form, noWorseThan: base}]");

        assertThat(problems(yaml, policy)).isEmpty();
        assertThat(policy.over(RecipeTexts.read(yaml)).gates()).singleElement().satisfies(gate -> {
            assertThat(gate.arm()).isEqualTo(Arm.TUNED);
            assertThat(gate.condition()).isEqualTo(new Condition.NoWorseThan(Arm.BASE));
        });
    }

    @Test
    void the_base_model_is_not_served_below_a_floor_either() {
        Recipe stops = RecipeTexts.read(demo("then: continue", "then: stop"));

        assertThat(policy("citation-recall, atLeast: 0.8").over(stops).retrievalFirst()).satisfies(first -> {
            assertThat(first.enough()).contains(new Recipe.Bound("defaults", Measure.CITATION_RECALL, 0.8));
            assertThat(first.then()).isEqualTo(Then.STOP);
        });
        assertThat(policy("latency, atMost: 2").over(stops).retrievalFirst().then()).isEqualTo(Then.ASK);
    }

    @Test
    void a_policy_is_written_as_it_is_read_and_named_by_its_content() {
        GatePolicy policy = GatePolicyText.read("""
                policy: gates
                level: 99.5%
                gates:
                  - {suite: tone, measure: win-rate, arm: tuned, against: base, slice: {area: web}, atLeast: 0.5}
                  - {suite: harm@2, measure: harmful-compliance, slices: topic, betterThan: champion}
                """);

        assertThat(GatePolicyText.read(GatePolicyText.text(policy))).isEqualTo(policy);
        assertThat(GatePolicyText.digest(policy)).isNotEqualTo(GatePolicyText.digest(GatePolicy.NONE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "gates: [{suite: s, measure: form, atLeast: 1.5}]                    | /gates/0/atLeast",
            "gates: [{suite: s, measure: loss, atLeast: 1}]                      | /gates/0/atLeast",
            "gates: [{suite: s, measure: form, atLeast: 0.5, atMost: 0.9}]       | /gates/0",
            "gates: [{suite: s, measure: all, atLeast: 0.5}]                     | /gates/0/measure",
            "gates: [{suite: s@1, measure: all, noWorseThan: base}]              | /gates/0/measure",
            "gates: [{suite: s, measure: form, against: base, atLeast: 0.5}]     | /gates/0/against",
            "gates: [{suite: s@0, measure: form, atLeast: 0.5}]                  | /gates/0/suite",
            "level: 40%                                                          | /level",
            "minimum: 0                                                          | /minimum",})
    void a_policy_that_decides_nothing_is_refused_at_its_place(String line, String place) {
        assertThat(catchThrowableOfType(InvalidInputException.class, () -> GatePolicyText.read("policy: gates\n"
                + line)).problems()).extracting(Problem::place).contains(place);
    }

    @Test
    void promotions_take_what_the_projects_policy_asks_and_the_recipe_is_told() {
        String yaml = DEMO;
        RecipeReader.Accepted accepted = underPromotions(yaml, new PromotionPolicy.Rule("champ*", 2, false));

        assertThat(accepted.notes()).filteredOn(note -> note.place().equals(
                "/promotion/approvals")).singleElement().satisfies(
                        note -> {
                            assertThat(note.message()).isEqualTo(
                                    "promotions to 'champion' take 2 approvals as the policy of"
                                            + " project 'house' asks, and not 0");
                            assertThat(note.line()).isGreaterThan(1);
                        });
        assertThat(accepted.recipe().promotion().approvals()).isZero();
        assertThat(accepted.recipe().promotedUnder(new PromotionPolicy(List.of(new PromotionPolicy.Rule("champ*", 2,
                false)))).promotion()).isEqualTo(new Recipe.Promotion("champion", 2));
        assertThat(underPromotions(yaml, new PromotionPolicy.Rule("other", 2, false)).notes()).noneMatch(
                note -> note.place().equals("/promotion/approvals"));
        assertThat(underPromotions(yaml.replace("approvals: 0", "approvals: 2"), new PromotionPolicy.Rule("champion", 1,
                false)).notes()).noneMatch(note -> note.place().equals("/promotion/approvals"));
    }

    private static RecipeReader.Accepted underPromotions(String yaml, PromotionPolicy.Rule rule) {
        return RecipeReader.accept(yaml, RecipeTexts.FILES, RecipeTexts.CONNECTIONS, (target, data,
                curation) -> List.of(), SuiteLook.NONE, FloorLook.of(new ProjectId("house"), GatePolicy.NONE,
                        new PromotionPolicy(List.of(rule))));
    }

    private static GatePolicy policy(String floor) {
        return GatePolicyText.read("policy: gates\ngates: [{suite: defaults, measure: " + floor + "}]");
    }

    private static String recipe(String gate) {
        return demo(EXACT + "\n" + LOSS, "  - {suite: defaults, measure: " + gate + "}").replace(
                "[exact-value, citation-precision, citation-recall]",
                "[exact-value, citation-precision, citation-recall, latency]");
    }

    private static List<Problem> problems(String yaml, GatePolicy policy) {
        try {
            RecipeReader.accept(yaml, RecipeTexts.FILES, RecipeTexts.CONNECTIONS, (target, data,
                    curation) -> List.of(), SuiteLook.NONE, FloorLook.of(new ProjectId("house"), policy));
            return List.of();
        } catch (InvalidInputException e) {
            return e.problems();
        }
    }
}

package io.attune.orchestrator.recipe;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.attune.kernel.Problem;
import io.attune.orchestrator.recipe.Recipe.Target;
import io.attune.provider.TrainingMethod;
import org.junit.jupiter.api.Test;

import static io.attune.orchestrator.recipe.TargetTexts.GRID;
import static io.attune.orchestrator.recipe.TargetTexts.HEAD;
import static io.attune.orchestrator.recipe.TargetTexts.PAIRS;
import static org.assertj.core.api.Assertions.assertThat;

class TargetsTest {

    @Test
    void a_parameter_written_as_a_list_makes_a_target_of_each_combination() {
        Targets targets = RecipeTexts.read(GRID).targets();

        assertThat(targets.choose()).isEqualTo(Targets.Choose.BEST);
        assertThat(targets.list()).extracting(Target::name).containsExactly("mini-epochs-1-learningrate-0-5",
                "mini-epochs-1-learningrate-auto", "mini-epochs-3-learningrate-0-5", "mini-epochs-3-learningrate-auto",
                "other");
        assertThat(targets.list()).extracting(Target::epochs).containsExactly(1, 1, 3, 3, null);
        assertThat(targets.list().get(1).learningRate()).isNull();
        assertThat(targets.list().get(2).learningRate()).isEqualByComparingTo("0.5");
    }

    @Test
    void dpo_brings_its_beta_and_a_trainer_its_limits() {
        Target target = RecipeTexts.read(GRID).targets().find("other").orElseThrow();

        assertThat(target.method()).isEqualTo(new Method.Dpo(new BigDecimal("0.1")));
        assertThat(target.method().training()).isEqualTo(new TrainingMethod.Preference(new BigDecimal("0.1")));
        assertThat(target.trainer()).isEqualTo(new Trainer("axolotl", null, null, 4, Duration.ofHours(6)));
        assertThat(target.parameters()).containsEntry("beta", "0.1").containsEntry("loraRank", "32").containsEntry(
                "epochs", "auto");
    }

    @Test
    void reinforcement_reads_its_grader_from_a_file() {
        String text = HEAD + """
                targets: [{connection: sandbox, baseModel: m, method: reinforcement, grader: same.json, parameters: {reasoningEffort: low, evalSamples: 4}}]
                """;
        Map<String, byte[]> files = new HashMap<>(RecipeTexts.FILES);
        files.put("same.json", "{\"type\": \"string_check\"}".getBytes(StandardCharsets.UTF_8));

        Method method = RecipeReader.read(text, files, RecipeTexts.CONNECTIONS).target().method();

        assertThat(method.training()).isEqualTo(new TrainingMethod.Reinforcement("{\"type\": \"string_check\"}",
                TrainingMethod.ReasoningEffort.LOW, null, null, 4));
        files.put("same.json", "[]".getBytes(StandardCharsets.UTF_8));
        assertThat(RecipeTexts.problems(text, files)).extracting(Problem::message).containsExactly(
                "the grader 'same.json' is no JSON object");
    }

    @Test
    void two_targets_of_one_name_are_refused() {
        String text = HEAD
                + "targets: [{connection: sandbox, baseModel: a}, {connection: sandbox, baseModel: b}]\n";

        assertThat(RecipeTexts.problems(text)).extracting(Problem::message).containsExactly(
                "two targets are called 'sandbox'");
    }

    @Test
    void several_targets_are_tried_one_after_the_other_unless_said_otherwise() {
        Targets targets = RecipeTexts.read(HEAD
                + "targets: [{connection: sandbox, baseModel: a}, {name: b, connection: sandbox, baseModel: b}]\n").targets();

        assertThat(targets.choose()).isEqualTo(Targets.Choose.FIRST);
        assertThat(targets.list()).extracting(Target::name).containsExactly("sandbox", "b");
    }

    @Test
    void nothing_is_added_to_the_digest_of_a_recipe_that_says_nothing_new() {
        assertThat(RecipeJson.write(RecipeTexts.read(RecipeTexts.FOUR_LINES)).toString()).doesNotContain("choose",
                "unchanged", "beta", "trainer", "loraRank", "train\"");
    }

    @Test
    void what_a_method_learns_from_must_be_what_the_sources_have() {
        assertThat(remarks(HEAD, "method: dpo")).containsExactly("method");
        assertThat(remarks(HEAD, "method: supervised")).isEmpty();
        assertThat(remarks(HEAD, "train: chosen")).containsExactly("train");
        assertThat(remarks(PAIRS, "method: supervised")).containsExactly("method");
        assertThat(remarks(PAIRS, "train: chosen")).isEmpty();
        assertThat(remarks(PAIRS, "method: dpo")).isEmpty();
    }

    private static List<String> remarks(String head, String how) {
        Recipe recipe = RecipeTexts.read(head + "targets: [{connection: sandbox, baseModel: m, " + how + "}]\n");
        return MethodData.remarks(recipe.target(), recipe.curation()).stream().map(Remark::key).toList();
    }
}

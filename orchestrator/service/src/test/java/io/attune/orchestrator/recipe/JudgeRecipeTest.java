package io.attune.orchestrator.recipe;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.attune.kernel.Digest;
import io.attune.kernel.Problem;
import io.attune.orchestrator.recipe.Recipe.Arm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Suites with a judge. */
class JudgeRecipeTest {
    private static final String WORDING = "wording:  {split: test, atMost: 120, measures: [loss, form]}";
    private static final String TONE = WORDING
            + "\n    tone: {split: test, measures: [win-rate], judge: {connection: sandbox, model: judge-large, rubric: tone.md, humanSample: 30}}";
    private static final String GATE = "  - {suite: wording, measure: loss, arm: tuned, betterThan: base}";
    private static final String JUDGED = GATE
            + "\n  - {suite: tone, measure: win-rate, arm: tuned, against: base+retrieval, atLeast: 0.55}";
    private static final String RECIPE = RecipeTexts.demo(WORDING, TONE).replace(GATE, JUDGED);

    @Test
    void a_suite_names_its_judge_and_the_rubrics_text_is_read() {
        Recipe recipe = RecipeReader.read(RECIPE, files("Be kind.\n"), RecipeTexts.CONNECTIONS);

        assertThat(recipe.evaluation().suite("tone").judge()).isEqualTo(new Recipe.Judge("sandbox", "judge-large",
                "tone.md",
                "Be kind.", 30));
        assertThat(recipe.opponent("tone", Arm.TUNED)).contains(Arm.BASE_RETRIEVAL);
        assertThat(recipe.opponent("tone", Arm.TUNED_RETRIEVAL)).contains(Arm.BASE_RETRIEVAL);
        assertThat(recipe.opponent("tone", Arm.BASE)).isEqualTo(Optional.empty());
    }

    @Test
    void a_win_rate_may_be_against_the_version_in_service() {
        Recipe recipe = RecipeReader.read(RECIPE.replace("against: base+retrieval", "against: champion"), files(
                "Be kind."), RecipeTexts.CONNECTIONS);

        assertThat(recipe.opponent("tone", Arm.TUNED)).contains(Arm.CHAMPION);
        assertThat(recipe.comparesWithChampion()).isTrue();
        assertThat(RecipeReader.read(RECIPE.replace("arm: tuned, against: base+retrieval",
                "arm: tuned+retrieval, against: champion"), files("Be kind."),
                RecipeTexts.CONNECTIONS).opponent("tone", Arm.TUNED_RETRIEVAL)).contains(Arm.CHAMPION_RETRIEVAL);
        assertThat(RecipeJson.write(recipe).at("/gates/2/against").stringValue()).isEqualTo("champion");
    }

    @Test
    void another_rubric_is_another_recipe() {
        assertThat(digest("Be kind.")).isEqualTo(digest("Be kind.")).isNotEqualTo(digest("Be brief."));
    }

    @Test
    void a_judge_that_is_judged_is_a_warning() {
        String yaml = RECIPE.replace("model: judge-large", "model: attune-mini");
        List<RecipeNote> notes = RecipeReader.accept(yaml, files("Be kind."), RecipeTexts.CONNECTIONS, (target, data,
                curation) -> List.of()).notes();

        assertThat(notes).singleElement().satisfies(note -> {
            assertThat(note.message()).contains("models like their own words");
            assertThat(note.place()).isEqualTo("/evaluation/suites/tone/judge/model");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "connection: sandbox, model: j       | connection: elsewhere, model: j         | /evaluation/suites/tone/judge/connection | no connection 'elsewhere'",
            "rubric: tone.md                     | rubric: mood.md                         | /evaluation/suites/tone/judge/rubric     | 'mood.md' was not sent along",
            "model: judge-large,                 | \"\"                                    | /evaluation/suites/tone/judge            | model",
            "measures: [win-rate], judge         | measures: [form], judge                 | /evaluation/suites/tone/judge            | measures nothing it is asked for",
            ", judge: {connection: sandbox, model: judge-large, rubric: tone.md, humanSample: 30} | \"\" | /evaluation/suites/tone/measures | needs a judge",
            "against: base+retrieval             | against: tuned                          | /gates/2/against                         | compared with itself",
            "arm: tuned, against: base+retrieval | arm: base                               | /gates/2/arm                             | whom the win rate",
            "arm: tuned, betterThan              | arm: tuned, against: base, betterThan   | /gates/1/against                         | by itself"})
    void what_does_not_fit_is_a_problem_at_its_place(String piece, String by, String place, String message) {
        assertThat(RECIPE).contains(piece);
        List<Problem> problems = RecipeTexts.problems(RECIPE.replace(piece, by), files("Be kind."));

        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.place()).startsWith(place);
            assertThat(problem.message()).contains(message);
        });
    }

    private static Digest digest(String rubric) {
        return RecipeDigests.whole(RecipeReader.read(RECIPE, files(rubric), Set.of("sandbox")), Map.of());
    }

    private static Map<String, byte[]> files(String rubric) {
        Map<String, byte[]> files = new HashMap<>(RecipeTexts.FILES);
        files.put("tone.md", rubric.getBytes(StandardCharsets.UTF_8));
        return files;
    }
}

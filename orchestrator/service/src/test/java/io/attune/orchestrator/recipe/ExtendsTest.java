package io.attune.orchestrator.recipe;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.attune.kernel.Problem;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class ExtendsTest {
    private static final String HOUSE = """
            owner: platform-team
            labels: {team: platform, costCenter: demo}
            steps:
              - normalize
              - redact
            budget: {perRun: 5 USD, perMonth: 20 USD}
            promotion: {approvals: 2}
            """;
    private static final String RECIPE = """
            extends: house.yaml
            recipe: settings
            labels: {costCenter: "4711"}
            sources: [{name: p, type: spring-metadata, artifacts: [a], version: 2.7.18, license: x, personalData: none}]
            steps: [inherited, exact-duplicates]
            targets: [{connection: sandbox, baseModel: attune-mini}]
            budget: {perRun: 3 USD}
            """;

    @Test
    void maps_merge_and_what_the_recipe_says_wins() {
        Recipe recipe = read(RECIPE, HOUSE).recipe();

        assertThat(recipe.owner()).isEqualTo("platform-team");
        assertThat(recipe.labels()).containsExactlyInAnyOrderEntriesOf(Map.of("team", "platform", "costCenter",
                "4711"));
        assertThat(recipe.budget().perRun()).hasToString("3.00 USD");
        assertThat(recipe.budget().perMonth()).hasToString("20.00 USD");
        assertThat(recipe.promotion().approvals()).isEqualTo(2);
    }

    @Test
    void the_entry_inherited_stands_for_the_entries_of_the_file() {
        assertThat(steps(read(RECIPE, HOUSE).recipe())).containsExactly("normalize", "redact", "exact-duplicates");
    }

    @Test
    void a_list_without_it_replaces() {
        assertThat(steps(read(RECIPE.replace("[inherited, exact-duplicates]", "[validate]"),
                HOUSE).recipe())).containsExactly("validate");
    }

    @Test
    void each_value_says_where_it_was_written() {
        RecipeReader.Accepted accepted = read(RECIPE, HOUSE);
        ObjectNode explained = RecipeJson.explain(accepted.recipe());

        assertThat(RecipeOrigins.of(explained, explained, accepted.origins())).containsEntry("/budget/perRun",
                "line 7").containsEntry("/budget/perMonth", "house.yaml, line 6").containsEntry("/owner",
                        "house.yaml, line 1").containsEntry("/promotion/alias", "default").containsEntry(
                                "/labels/costCenter", "line 3");
    }

    @Test
    void a_problem_in_what_is_inherited_names_the_file_and_its_line() {
        Problem problem = problems(RECIPE, HOUSE.replace("approvals: 2", "approvals: many")).getFirst();

        assertThat(problem.line()).isEqualTo(1);
        assertThat(problem.message()).startsWith("in house.yaml, line 7: ").contains("many");
    }

    @Test
    void one_level_is_read() {
        assertThat(problems(RECIPE, "extends: other.yaml\n" + HOUSE)).singleElement().extracting(
                Problem::message).asString().contains("house.yaml", "extends a file itself");
    }

    @Test
    void a_file_that_is_not_there_is_the_one_thing_said() {
        assertThat(RecipeTexts.problems(RECIPE, Map.of())).singleElement().extracting(
                Problem::message).asString().contains(
                        "'house.yaml' was not sent along");
    }

    @Test
    void there_must_be_a_list_to_inherit_and_it_comes_once() {
        assertThat(problems(RECIPE, HOUSE.replace("steps:\n  - normalize\n  - redact\n", ""))).extracting(
                Problem::message).anyMatch(message -> message.contains("no list here"));
        assertThat(problems(RECIPE.replace("[inherited, ", "[inherited, inherited, "), HOUSE)).extracting(
                Problem::message).anyMatch(message -> message.contains("stands twice"));
    }

    @Test
    void what_the_recipe_means_is_the_same_as_if_it_stood_in_one_file() {
        String whole = """
                recipe: settings
                owner: platform-team
                labels: {team: platform, costCenter: "4711"}
                sources: [{name: p, type: spring-metadata, artifacts: [a], version: 2.7.18, license: x, personalData: none}]
                steps: [normalize, redact, exact-duplicates]
                targets: [{connection: sandbox, baseModel: attune-mini}]
                budget: {perRun: 3 USD, perMonth: 20 USD}
                promotion: {approvals: 2}
                """;

        assertThat(RecipeDigests.whole(read(RECIPE, HOUSE).recipe(), Map.of())).isEqualTo(RecipeDigests.whole(
                RecipeTexts.read(whole), Map.of()));
    }

    private static List<String> steps(Recipe recipe) {
        return RecipeJson.write(recipe).get("steps").valueStream().map(step -> step.isString()
                ? step.stringValue()
                : step.propertyNames().iterator().next()).toList();
    }

    private static RecipeReader.Accepted read(String recipe, String house) {
        return RecipeReader.accept(recipe, files(house), RecipeTexts.CONNECTIONS, (target, method, data) -> List.of());
    }

    private static List<Problem> problems(String recipe, String house) {
        return RecipeTexts.problems(recipe, files(house));
    }

    private static Map<String, byte[]> files(String house) {
        return new TreeMap<>(Map.of("house.yaml", house.getBytes(StandardCharsets.UTF_8)));
    }
}

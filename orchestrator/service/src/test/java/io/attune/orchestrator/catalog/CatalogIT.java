package io.attune.orchestrator.catalog;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.attune.kernel.InvalidInputException;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.testing.Http;
import io.attune.orchestrator.testing.RecipesAndSchedules;
import io.attune.platform.testing.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The catalogue on a real PostgreSQL and over HTTP, and what a recipe's check says by it. */
class CatalogIT {
    private static final String RECIPE = """
            recipe: settings
            data: {classification: %s}
            sources: [{name: p, type: spring-metadata, artifacts: [spring-boot], version: 2.7.18, license: Apache-2.0, personalData: none}]
            targets:
              - connection: %s
                baseModel: %s
                parameters: {epochs: %d}
            budget: {perRun: 5 USD, perMonth: 20 USD}
            """;

    @TempDir
    static Path home;

    private static ConfigurableApplicationContext platform;
    private static Catalog catalog;
    private static Http http;

    @BeforeAll
    static void start() {
        Map<String, String> settings = new HashMap<>(TestServers.freshProperties());
        settings.put("attune.home", home.toString());
        platform = RecipesAndSchedules.start(settings);
        catalog = platform.getBean(Catalog.class);
        http = Http.of(platform, home);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void what_is_shipped_stands_in_every_project_once_however_often_the_platform_starts() {
        catalog.takeOverShipped();
        assertThat(catalog.list(new ProjectId("any"))).hasSize(ShippedModels.rows().size()).noneMatch(
                Catalog.Entry::own).extracting(Catalog.Entry::model).containsExactlyInAnyOrderElementsOf(
                        ShippedModels.rows());
    }

    @Test
    void a_projects_own_row_wins_there_and_nowhere_else() {
        ProjectId project = new ProjectId("own");
        BaseModel own = model("openai", "gpt-4.1", "2020-01-01", "dpo");
        assertThat(catalog.record(project, "ann", List.of(own))).isEqualTo(1);
        assertThat(catalog.record(project, "ann", List.of(own))).isZero();

        assertThat(catalog.list(project)).contains(new Catalog.Entry(own, true));
        assertThat(catalog.list(new ProjectId("not-own"))).noneMatch(entry -> entry.model().equals(own));
    }

    @Test
    void of_a_projects_rows_the_newest_observation_is_in_force() {
        ProjectId project = new ProjectId("newest");
        catalog.record(project, "ann", List.of(model("acme", "m", "2026-02-01", "dpo")));
        catalog.record(project, "ann", List.of(model("acme", "m", "2026-01-01", "supervised")));

        assertThat(catalog.remarks(project, new TargetQuestion("c", "acme", "", false, "m", "dpo", null))).isEmpty();
    }

    @Test
    void a_run_of_a_recipe_older_than_its_models_end_is_stopped_before_it_spends() {
        ProjectId project = new ProjectId("ended");
        BaseModel ended = new BaseModel("acme", "old", List.of("dpo"), List.of(), List.of(), BaseModel.Limits.UNKNOWN,
                LocalDate.parse("2026-01-01"), null, "a notice", LocalDate.parse("2025-12-01"), true);
        catalog.record(project, "ann", List.of(ended, model("acme", "young", "2026-01-01", "dpo")));
        assertThatThrownBy(() -> catalog.requireTrainable(project, "acme", "old-2025-04-14")).hasMessageContaining(
                "ended 2026-01-01 (a notice, 2025-12-01)");
        catalog.requireTrainable(project, "acme", "young");
        catalog.requireTrainable(project, "acme", "unheard-of");
    }

    @Test
    void one_wrong_row_keeps_all_of_them_out() {
        ProjectId project = new ProjectId("wrong");
        assertThatThrownBy(() -> catalog.record(project, "ann", List.of(model("acme", "m", "2026-02-01", "dpo"), model(
                "acme", "n", "2999-01-01", "magic")))).isInstanceOf(InvalidInputException.class).hasMessageContaining(
                        "'magic' is no method").hasMessageContaining("2999-01-01 has not come yet");
        assertThat(catalog.list(project)).noneMatch(Catalog.Entry::own);
    }

    @Test
    void over_http_rows_are_recorded_filtered_and_shown_with_their_status() throws Exception {
        JsonNode recorded = http.json("POST", "/api/v1/catalog/models",
                """
                {"models":[{"vendor":"acme","model":"soon","trainingEnds":"%s"},
                           {"vendor":"acme","model":"gone","servingEnds":"2026-01-01","trainIn":["eu-west-1"]}]}""".formatted(
                        LocalDate.now(java.time.ZoneOffset.UTC).plusDays(30)));
        assertThat(recorded.get("added").intValue()).isEqualTo(2);

        JsonNode rows = http.json("GET", "/api/v1/catalog/models?vendor=acme", "").get("items");
        assertThat(rows.valueStream().map(row -> row.get("model").stringValue() + " " + row.get(
                "status").stringValue())).containsExactly("gone ended", "soon ends-soon");
        assertThat(http.json("GET", "/api/v1/catalog/models?vendor=acme&region=us", "").get("items")).hasSize(1);
        assertThat(http.status("POST", "/api/v1/catalog/models", "{\"models\":[{\"vendor\":\"acme\"}]}")).isEqualTo(
                400);
    }

    @Test
    void a_recipe_that_asks_what_a_model_cannot_do_is_refused_at_check_with_the_line() throws Exception {
        JsonNode problem = http.json("POST", "/api/v1/recipes?dryRun=true", sent(RECIPE.formatted("public", "vendor",
                "gpt-4.1-nano", 99)));
        JsonNode first = problem.at("/problems/0");
        assertThat(first.get("place").stringValue()).isEqualTo("/targets/0/parameters");
        assertThat(first.get("line").intValue()).isEqualTo(7);
        assertThat(first.get("message").stringValue()).contains("takes 1 to 50 epochs, not 99");
    }

    @Test
    void a_method_or_parameter_that_a_target_cannot_do_is_refused_at_check_with_those_that_can() throws Exception {
        String tuned = RECIPE.formatted("public", "vendor", "o4-mini", 3);
        JsonNode method = http.json("POST", "/api/v1/recipes?dryRun=true", sent(tuned)).at("/problems/0");
        assertThat(method.get("place").stringValue()).isEqualTo("/targets/0");
        assertThat(method.get("message").stringValue()).contains("'o4-mini' at openai is not tuned by supervised",
                "it takes reinforcement");
        assertThat(method.get("nextStep").stringValue()).contains("gpt-4.1 (openai)");

        String ranked = RECIPE.formatted("public", "vendor", "gpt-4.1-nano", 3).replace("epochs: 3",
                "epochs: 3, loraRank: 8");
        JsonNode rank = http.json("POST", "/api/v1/recipes?dryRun=true", sent(ranked)).at("/problems/0");
        assertThat(rank.get("place").stringValue()).isEqualTo("/targets/0/parameters");
        assertThat(rank.get("message").stringValue()).contains("does not take 'loraRank'");

        String dpo = RECIPE.formatted("public", "vendor", "gpt-4.1-nano", 3).replace("parameters:",
                "method: dpo\n    parameters:");
        JsonNode data = http.json("POST", "/api/v1/recipes?dryRun=true", sent(dpo)).at("/problems/0");
        assertThat(data.get("place").stringValue()).isEqualTo("/targets/0/method");
        assertThat(data.get("message").stringValue()).contains("dpo learns from pairs");
    }

    @Test
    void a_trainer_of_ones_own_that_has_less_than_a_target_asks_for_is_said_at_check() throws Exception {
        String yaml = RECIPE.formatted("public", "own", "any", 3).replace("parameters:",
                "trainer: {gpus: 8}\n    parameters:");
        JsonNode problem = http.json("POST", "/api/v1/recipes?dryRun=true", sent(yaml)).at("/problems/0");
        assertThat(problem.get("place").stringValue()).isEqualTo("/targets/0/trainer");
        assertThat(problem.get("message").stringValue()).contains("4 GPUs are there, not 8");
        assertThat(http.status("POST", "/api/v1/recipes?dryRun=true", sent(yaml.replace("gpus: 8",
                "gpus: 4")))).isEqualTo(200);
    }

    @Test
    void a_recipe_with_something_to_know_passes_and_says_it() throws Exception {
        JsonNode checked = http.json("POST", "/api/v1/recipes?dryRun=true", sent(RECIPE.formatted("public", "vendor",
                "text-unheard-of", 3)));
        assertThat(checked.get("valid").booleanValue()).isTrue();
        assertThat(checked.at("/notes/0/place").stringValue()).isEqualTo("/targets/0/baseModel");
        assertThat(checked.at("/notes/0/message").stringValue()).contains("text-unheard-of");
    }

    @Test
    void data_that_may_not_leave_is_refused_at_check_and_again_when_it_is_applied() throws Exception {
        String yaml = RECIPE.formatted("confidential", "vendor", "gpt-4.1-nano", 3);
        JsonNode problem = http.json("POST", "/api/v1/recipes?dryRun=true", sent(yaml));
        assertThat(problem.at("/problems/0/place").stringValue()).isEqualTo("/targets/0/connection");
        assertThat(problem.at("/problems/0/message").stringValue()).contains("default-deny", "confidential data",
                "us-east-1");
        assertThatThrownBy(() -> platform.getBean(Recipes.class).apply(new ProjectId("p"), "ann", yaml,
                Map.of())).hasMessageContaining("default-deny");

        http.json("PUT", "/api/v1/egress/rules/house",
                "{\"effect\":\"allow\",\"dataClasses\":[\"confidential\"],\"regions\":[\"us\"]}");
        assertThat(http.status("POST", "/api/v1/recipes?dryRun=true", sent(yaml))).isEqualTo(200);
        http.status("DELETE", "/api/v1/egress/rules/house", "");
        assertThat(http.status("POST", "/api/v1/recipes?dryRun=true", sent(yaml))).isEqualTo(400);
    }

    @Test
    void rules_are_refused_with_every_problem_and_shown_with_those_that_always_hold() throws Exception {
        assertThat(http.json("PUT", "/api/v1/egress/rules/local", "{\"effect\":\"allow\"}").get(
                "problems")).hasSize(2);
        assertThat(http.json("PUT", "/api/v1/egress/rules/x",
                "{\"effect\":\"maybe\",\"dataClasses\":[\"secret\"]}").get(
                        "problems")).hasSize(2);
        assertThat(http.json("GET", "/api/v1/egress/rules", "").get("items").valueStream().map(rule -> rule.get(
                "name").stringValue())).containsSubsequence("local", "public-anywhere", "terms-and-recipe",
                        "default-deny");
    }

    private static String sent(String yaml) {
        return tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(Map.of("yaml", yaml, "files", Map.of(
                "unused", Base64.getEncoder().encodeToString("x".getBytes(StandardCharsets.UTF_8)))));
    }

    private static BaseModel model(String vendor, String model, String observed, String method) {
        return new BaseModel(vendor, model, List.of(method), List.of(), List.of(), BaseModel.Limits.UNKNOWN, null, null,
                "told", LocalDate.parse(observed), true);
    }
}

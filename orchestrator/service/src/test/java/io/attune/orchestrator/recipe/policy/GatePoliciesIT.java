package io.attune.orchestrator.recipe.policy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.attune.kernel.InvalidInputException;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.GatePolicy;
import io.attune.orchestrator.recipe.GatePolicyText;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.testing.Http;
import io.attune.orchestrator.testing.RecipesAndSchedules;
import io.attune.platform.testing.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Policies of gates on a real database and over HTTP. */
class GatePoliciesIT {
    private static final String PATH = "/api/v1/policies/gates";
    private static final String RECIPE = """
            recipe: tone
            sources: [{name: p, type: spring-metadata, artifacts: [a], version: 2.7.18, license: x, personalData: none}]
            evaluation: {suites: {tone: {split: test, measures: [form]}}}
            gates: [{suite: tone, measure: form, arm: tuned, atLeast: 0.8}]
            targets: [{connection: sandbox, baseModel: attune-mini}]
            budget: {perRun: 5 USD, perMonth: 20 USD}
            """;

    @TempDir
    static Path home;

    private static ConfigurableApplicationContext platform;
    private static GatePolicies policies;
    private static Http http;

    @BeforeAll
    static void start() {
        Map<String, String> settings = new HashMap<>(TestServers.freshProperties());
        settings.put("attune.home", home.toString());
        platform = RecipesAndSchedules.start(settings);
        policies = platform.getBean(GatePolicies.class);
        http = Http.of(platform, home);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void over_http_a_policy_is_set_by_who_saw_the_one_that_stands_and_recipes_are_held_against_it() throws Exception {
        String floor = wish("{suite: tone, measure: form, arm: tuned, atLeast: 0.9}");

        assertThat(http.json("GET", PATH, "").get("version").intValue()).isZero();
        assertThat(http.status("PUT", PATH, floor)).isEqualTo(428);
        policies.set(ProjectId.DEFAULT, "ann", policy("{suite: tone, measure: form, arm: tuned, atLeast: 0.9}"), 0);

        JsonNode shown = http.json("GET", PATH, "");
        assertThat(shown.get("version").intValue()).isEqualTo(1);
        assertThat(shown.get("setBy").stringValue()).isEqualTo("ann");
        assertThat(shown.at("/policy/gates/0/atLeast").doubleValue()).isEqualTo(0.9);
        JsonNode refused = http.json("POST", "/api/v1/recipes", recipe(RECIPE));
        assertThat(refused.at("/problems/0/place").stringValue()).isEqualTo("/gates/0");
        assertThat(refused.at("/problems/0/message").stringValue()).contains("0.8", "0.9",
                "the policy of project 'default'");

        JsonNode explained = http.json("POST", "/api/v1/recipes?dryRun=true", recipe(RECIPE.replace(
                "[{suite: tone, measure: form, arm: tuned, atLeast: 0.8}]", "[]")));
        assertThat(explained.at("/recipe/gates/0/atLeast").doubleValue()).isEqualTo(0.9);
        assertThat(explained.at("/origins").get("/gates/0/atLeast").stringValue()).isEqualTo("project policy");
        assertThat(explained.at("/origins").get("/budget/perRun").stringValue()).startsWith("line ");
        policies.set(ProjectId.DEFAULT, "ann", GatePolicy.NONE, 1);
        assertThat(http.status("POST", "/api/v1/recipes", recipe(RECIPE))).isEqualTo(201);
        assertThat(http.json("GET", PATH + "/history", "").get("items").size()).isEqualTo(2);
    }

    @Test
    void a_change_is_audited_the_same_again_is_none_and_an_old_view_is_refused() {
        ProjectId project = new ProjectId("audited");
        GatePolicy policy = policy("{suite: tone, measure: form, atLeast: 0.9}");

        assertThat(policies.set(project, "ann", policy, 0).version()).isEqualTo(1);
        assertThat(policies.set(project, "bob", policy, 1)).satisfies(same -> {
            assertThat(same.version()).isEqualTo(1);
            assertThat(same.setBy()).isEqualTo("ann");
        });
        assertThatThrownBy(() -> policies.set(project, "bob", GatePolicy.NONE, 0)).isInstanceOf(
                PlatformException.class).hasMessageContaining("version 1");
        assertThat(platform.getBean(JdbcClient.class).sql("select count(*) from platform.audit_event where project = ?"
                + " and action = 'policy.gates'").param(project.value()).query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void the_runs_of_one_start_are_judged_by_what_stood_when_the_first_began() {
        ProjectId project = new ProjectId("pinned");
        assertThat(policies.pinned(project, "first").version()).isZero();
        policies.set(project, "ann", policy("{suite: tone, measure: form, atLeast: 0.9}"), 0);
        assertThat(policies.pinned(project, "second").version()).isEqualTo(1);
        policies.set(project, "ann", policy("{suite: tone, measure: form, atLeast: 0.95}"), 1);

        assertThat(policies.pinned(project, "first").version()).isZero();
        assertThat(policies.pinned(project, "second")).satisfies(stored -> assertThat(stored.digest()).isEqualTo(
                GatePolicyText.digest(policy("{suite: tone, measure: form, atLeast: 0.9}"))));
        assertThat(policies.pinned(project, "third").version()).isEqualTo(2);
        assertThat(policies.pinned(new ProjectId("other"), "third").version()).isZero();
    }

    @Test
    void a_recipe_that_was_accepted_before_the_floor_is_judged_by_it_all_the_same() {
        ProjectId project = new ProjectId("before");
        Recipes recipes = platform.getBean(Recipes.class);
        var stored = recipes.apply(project, "ann", RECIPE, Map.of()).stored();
        policies.set(project, "ann", policy("{suite: tone, measure: form, arm: tuned, atLeast: 0.9}"), 0);

        assertThat(policies.of(project).over(stored.recipe()).gates()).hasSize(2).last().satisfies(
                gate -> assertThat(gate.floor()).isTrue());
        assertThatThrownBy(() -> recipes.apply(project, "ann", RECIPE + "description: x\n", Map.of())).isInstanceOf(
                InvalidInputException.class);
    }

    private static GatePolicy policy(String gate) {
        return GatePolicyText.read("policy: gates\ngates: [" + gate + "]");
    }

    private static String wish(String gate) {
        return recipe("policy: gates\ngates: [" + gate + "]");
    }

    private static String recipe(String yaml) {
        return JsonMapper.shared().createObjectNode().put("yaml", yaml).toString();
    }
}

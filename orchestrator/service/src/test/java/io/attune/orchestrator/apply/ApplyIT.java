package io.attune.orchestrator.apply;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.attune.orchestrator.testing.Http;
import io.attune.orchestrator.testing.RecipesAndSchedules;
import io.attune.platform.testing.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Folders of files over HTTP, on a real database. */
class ApplyIT {
    private static final AtomicInteger FOLDERS = new AtomicInteger();
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    static Path home;

    private static ConfigurableApplicationContext platform;
    private static Http http;

    /** The ledger keeps the budgets. */
    @TestConfiguration
    @AutoConfigurationPackage(basePackages = "io.attune.registry")
    @Import(RecipesAndSchedules.class)
    @ComponentScan({"io.attune.orchestrator.apply", "io.attune.registry"})
    static class WithMoney {
    }

    private final Map<String, String> folder = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> beside = new HashMap<>();
    /** Tests share a platform; names of their own keep them apart. */
    private String tone = "";
    private String repository = "";

    @BeforeAll
    static void start() {
        Map<String, String> settings = new HashMap<>(TestServers.freshProperties());
        settings.put("attune.home", home.toString());
        settings.put("attune.egress.private-hosts", "127.0.0.1");
        platform = RecipesAndSchedules.start(WithMoney.class, settings);
        http = Http.of(platform, home);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @BeforeEach
    void names() {
        int number = FOLDERS.incrementAndGet();
        tone = "tone-" + number;
        repository = "https://git.example.com/lines-" + number + ".git";
        folder.put("tone.yaml", recipe(tone));
    }

    @Test
    void a_plan_says_what_is_added_and_what_it_costs_a_month_and_changes_nothing() throws Exception {
        folder.put("limits.yaml", "budget: team:" + tone + "\nlimit: 40 USD\nperiod: daily\nnotices: [80]\n");
        folder.put("house.yaml", "owner: nobody\n");

        JsonNode plan = dryRun();

        assertThat(actions(plan)).containsExactly("add budget team:" + tone + " daily USD", "add recipe " + tone,
                "add schedule " + tone);
        assertThat(plan.at("/monthlyEffect/0/amount").stringValue()).isEqualTo("20.00");
        assertThat(item(plan, "schedule").get("basis").stringValue()).contains("30 due times", "5.00 USD",
                "none ran yet",
                "its budget ends at that");
        assertThat(plan.get("ignored").valueStream().map(JsonNode::stringValue)).containsExactly("house.yaml");
        assertThat(http.status("GET", "/api/v1/recipes/" + tone, "")).isEqualTo(404);
    }

    @Test
    void applying_makes_it_so_pins_the_commit_and_again_there_is_nothing_to_do() throws Exception {
        folder.put("limits.yaml", "budget: team:" + tone + "\nlimit: 40 USD\n");

        assertThat(apply().get("applied").booleanValue()).isTrue();

        JsonNode shown = http.json("GET", "/api/v1/recipes/" + tone, "");
        assertThat(shown.get("commit").stringValue()).isEqualTo(COMMIT);
        assertThat(shown.at("/keptIn/folder/repository").stringValue()).isEqualTo(repository);
        assertThat(http.json("GET", "/api/v1/budgets", "").get("items").valueStream().map(budget -> budget.get(
                "scope").stringValue())).contains("team:" + tone);
        assertThat(http.status("GET", "/api/v1/schedules/" + tone, "")).isEqualTo(200);
        assertThat(actions(dryRun())).allMatch(action -> action.startsWith("same "));
        apply();
        assertThat(http.json("GET", "/api/v1/recipes/" + tone, "").get("version").intValue()).isEqualTo(1);
    }

    @Test
    void a_change_is_shown_value_by_value_and_what_no_file_says_any_more_is_removed() throws Exception {
        folder.put("limits.yaml", "budget: team:" + tone + "\nlimit: 40 USD\n");
        apply();
        folder.remove("limits.yaml");
        folder.put("tone.yaml", recipe(tone).replace("perRun: 5 USD", "perRun: 4 USD"));

        JsonNode plan = dryRun();

        assertThat(actions(plan)).containsExactly("remove budget team:" + tone + " monthly USD", "change recipe "
                + tone, "same schedule " + tone);
        assertThat(item(plan, "recipe").at("/changes/0").stringValue()).isEqualTo("budget/perRun: 5.00 USD → 4.00 USD");
        apply();
        assertThat(http.json("GET", "/api/v1/budgets", "").toString()).doesNotContain("team:" + tone);
        folder.clear();
        assertThat(actions(apply())).containsExactly("remove recipe " + tone, "remove schedule " + tone);
        assertThat(http.status("GET", "/api/v1/recipes/" + tone, "")).isEqualTo(404);
        assertThat(http.status("GET", "/api/v1/recipes/" + tone + "?version=2", "")).isEqualTo(200);
    }

    @Test
    void what_git_owns_is_read_only_elsewhere_until_it_is_released() throws Exception {
        apply();
        ObjectNode sent = JsonMapper.shared().createObjectNode().put("yaml", recipe(tone));

        JsonNode refused = http.json("POST", "/api/v1/recipes", sent.toString());

        assertThat(refused.get("code").stringValue()).isEqualTo("kept-in-git");
        assertThat(refused.get("detail").stringValue()).contains(repository, "tone.yaml", COMMIT);
        http.json("POST", "/api/v1/apply/release", JsonMapper.shared().createObjectNode().put("repository",
                repository).toString());
        assertThat(http.status("POST", "/api/v1/recipes", sent.toString())).isEqualTo(200);
    }

    @Test
    void all_problems_of_all_files_are_said_at_once_and_nothing_is_applied() throws Exception {
        folder.put("b.yaml", recipe(tone + "-b").replace("attune-mini}]", "attune-mini, methd: dpo}]"));
        folder.put("limits.yaml", "budget: everybody\nlimit: 40\n");

        JsonNode refused = post("?dryRun=true", "");

        assertThat(refused.get("problems").valueStream().map(problem -> problem.get(
                "place").stringValue())).containsExactlyInAnyOrder("limits.yaml#/budget", "limits.yaml#/limit",
                        "b.yaml#/targets/0/methd");
        assertThat(http.status("GET", "/api/v1/recipes/" + tone, "")).isEqualTo(404);
    }

    @Test
    void a_recipe_may_train_at_a_connection_that_the_folder_adds() throws Exception {
        String account = "account-" + tone;
        folder.put("connections/own.yaml", "connection: " + account + """

                dialect: openai
                baseUrl: http://127.0.0.1:9/v1
                credential: file:own.key
                region: us-east-1
                dataClasses: [public, internal]
                """);
        folder.put("tone.yaml", recipe(tone).replace("connection: sandbox", "connection: " + account)
                + "data: {classification: public}\n");

        assertThat(actions(apply())).containsExactly("add connection " + account, "add recipe " + tone,
                "add schedule " + tone);
        assertThat(http.json("GET", "/api/v1/connections/" + account, "").get("origin").stringValue()).isEqualTo(
                "added");
        assertThat(http.json("DELETE", "/api/v1/connections/" + account, "").get("code").stringValue()).isEqualTo(
                "kept-in-git");
    }

    @Test
    void a_schedule_may_stand_in_a_file_of_its_own_and_files_may_hold_several_things() throws Exception {
        folder.put("tone.yaml", withoutSchedule(tone) + "---\nschedule: " + tone
                + "\ncron: '0 4 * * MON'\nzone: Europe/Berlin\n");

        apply();

        JsonNode schedule = http.json("GET", "/api/v1/schedules/" + tone, "");
        assertThat(schedule.get("zone").stringValue()).isEqualTo("Europe/Berlin");
        folder.put("twice.yaml", "schedule: " + tone + "\ncron: '0 5 * * *'\n");
        assertThat(post("?dryRun=true", "").at("/problems/0/place").stringValue()).isEqualTo("twice.yaml#/schedule");
    }

    @Test
    void a_house_file_is_sent_with_the_recipe_and_uncommitted_changes_are_said() throws Exception {
        folder.put("tone.yaml", "extends: house.yaml\n" + recipe(tone).replace(
                "budget: {perRun: 5 USD, perMonth: 20 USD}\n", ""));
        beside.put("tone.yaml", Map.of("house.yaml", Base64.getEncoder().encodeToString(
                "budget: {perRun: 2 USD, perMonth: 9 USD}\n".getBytes(StandardCharsets.UTF_8))));
        folder.put("house.yaml", "budget: {perRun: 2 USD, perMonth: 9 USD}\n");

        JsonNode plan = post("?dryRun=true", "", "house.yaml");
        assertThat(plan.get("uncommitted").valueStream().map(JsonNode::stringValue)).containsExactly("house.yaml");
        post("", plan.get("digest").stringValue(), "house.yaml");

        JsonNode shown = http.json("GET", "/api/v1/recipes/" + tone, "");
        assertThat(shown.get("commit").stringValue()).isEqualTo(COMMIT + "+uncommitted");
        assertThat(shown.at("/recipe/budget/perMonth").stringValue()).isEqualTo("9.00 USD");
    }

    @Test
    void what_was_made_by_hand_is_taken_and_what_another_folder_owns_is_refused() throws Exception {
        http.json("POST", "/api/v1/recipes", JsonMapper.shared().createObjectNode().put("yaml", recipe(
                tone)).toString());
        assertThat(actions(apply())).containsExactly("take recipe " + tone, "same schedule " + tone);
        String before = repository;
        repository = "https://git.example.com/elsewhere-" + tone + ".git";

        assertThat(post("?dryRun=true", "").at("/problems/0/message").stringValue()).contains("is kept in " + before);
    }

    @Test
    void an_old_plan_is_not_done() throws Exception {
        String agreed = dryRun().get("digest").stringValue();
        http.json("POST", "/api/v1/recipes", JsonMapper.shared().createObjectNode().put("yaml", recipe(tone).replace(
                "perRun: 5 USD", "perRun: 6 USD")).toString());

        assertThat(post("", agreed).get("code").stringValue()).isEqualTo("plan-changed");
    }

    @Test
    void a_policy_of_gates_is_kept_with_the_recipes_that_it_binds() throws Exception {
        folder.put("gates.yaml",
                "policy: gates\ngates: [{suite: held-out, measure: form, arm: tuned, atLeast: 0.9}]\n");
        folder.put("tone.yaml", recipe(tone)
                + "gates: [{suite: held-out, measure: form, arm: tuned, atLeast: 0.5}]\n");

        assertThat(post("?dryRun=true", "").at("/problems/0").toString()).contains("tone.yaml#/gates/0", "0.5", "0.9");
        folder.put("tone.yaml", recipe(tone));
        assertThat(actions(apply())).contains("add policy gates");
        assertThat(http.json("GET", "/api/v1/policies/gates", "").at("/policy/gates").size()).isEqualTo(1);
        assertThat(http.json("GET", "/api/v1/apply", "").toString()).contains("gates.yaml");
        assertThat(actions(dryRun())).contains("same policy gates");
        folder.remove("gates.yaml");
        assertThat(actions(apply())).contains("remove policy gates");
        assertThat(http.json("GET", "/api/v1/policies/gates", "").at("/policy/gates").size()).isZero();
    }

    private static String withoutSchedule(String name) {
        return """
                recipe: %s
                sources: [{name: p, type: spring-metadata, artifacts: [a], version: 2.7.18, license: x, personalData: none}]
                targets: [{connection: sandbox, baseModel: attune-mini}]
                budget: {perRun: 5 USD, perMonth: 20 USD}
                """.formatted(name);
    }

    private static String recipe(String name) {
        return withoutSchedule(name) + "schedule: {cron: '0 3 * * *'}\n";
    }

    private JsonNode dryRun() throws Exception {
        return post("?dryRun=true", "");
    }

    private JsonNode apply() throws Exception {
        JsonNode plan = dryRun();
        assertThat(plan.has("digest")).as(plan.toString()).isTrue();
        return post("", plan.get("digest").stringValue());
    }

    private JsonNode post(String query, String plan, String... uncommitted) throws Exception {
        ObjectNode body = JsonMapper.shared().createObjectNode().put("repository", repository).put("commit",
                COMMIT).put("plan", plan);
        body.set("uncommitted", JsonMapper.shared().valueToTree(List.of(uncommitted)));
        var files = body.putArray("files");
        folder.forEach((path, text) -> files.addObject().put("path", path).put("text", text).set("files",
                JsonMapper.shared().valueToTree(beside.getOrDefault(path, Map.of()))));
        return http.json("POST", "/api/v1/apply" + query, body.toString());
    }

    private static JsonNode item(JsonNode plan, String kind) {
        return plan.get("items").valueStream().filter(item -> item.get("kind").stringValue().equals(
                kind)).findFirst().orElseThrow();
    }

    private static List<String> actions(JsonNode plan) {
        return plan.get("items").valueStream().map(item -> item.get("action").stringValue() + " " + item.get(
                "kind").stringValue() + " " + item.get("name").stringValue()).toList();
    }
}

package io.attune.orchestrator.telemetry;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.testing.RecipesAndSchedules;
import io.attune.platform.testing.TestServers;
import io.attune.registry.Budget;
import io.attune.registry.BudgetScope;
import io.attune.registry.Budgets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The figures as Prometheus reads them. */
class TelemetryIT {
    @TempDir
    static Path home;

    private static ConfigurableApplicationContext platform;

    @TestConfiguration
    @AutoConfigurationPackage(basePackages = "io.attune.registry")
    @Import(RecipesAndSchedules.class)
    @ComponentScan({"io.attune.orchestrator.telemetry", "io.attune.registry"})
    static class WithFigures {
    }

    @BeforeAll
    static void start() throws Exception {
        Map<String, String> settings = new HashMap<>(TestServers.freshProperties());
        settings.put("attune.home", home.toString());
        platform = RecipesAndSchedules.start(WithFigures.class, settings);
        for (String project : List.of("default", "other")) {
            platform.getBean(Recipes.class).apply(new ProjectId(project), "ann", """
                    recipe: tone
                    sources: [{name: p, type: spring-metadata, artifacts: [a], version: 2.7.18, license: x, personalData: none}]
                    targets: [{connection: sandbox, baseModel: attune-mini}]
                    budget: {perRun: 5 USD, perMonth: 20 USD}
                    """, Map.of());
            platform.getBean(JdbcClient.class).sql("insert into orchestrator.run (id, project, recipe, recipe_version,"
                    + " started_by, idempotency_key, state, facts, due_at, created_at, updated_at, fence) values (?, ?, 'tone',"
                    + " 1, 'ann', 'k', 'QUOTING', '{}', now() - interval '90 seconds', now(), now(), 3)").params("run_"
                            + project, project).update();
        }
        platform.getBean(Budgets.class).set(new Budgets.Wanted(ProjectId.DEFAULT, BudgetScope.project(),
                Budget.Span.MONTHLY,
                Money.of("500", "USD"), Budget.NOTICES, 0, "ann"));
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void runs_claims_queues_and_budgets_of_the_callers_project_are_told_and_no_other() {
        String metrics = await().atMost(Duration.ofSeconds(20)).until(() -> get(true).body(), text -> text.contains(
                "attune_budget_limit"));

        assertThat(metrics.lines()).contains("attune_runs{project=\"default\",state=\"QUOTING\"} 1.0",
                "attune_run_claims{project=\"default\",state=\"QUOTING\"} 3.0",
                "attune_run_queue{project=\"default\"} 1.0",
                "attune_budget_limit{budget=\"project monthly\",currency=\"USD\",project=\"default\"} 500.0").noneMatch(
                        line -> line.contains("project=\"other\""));
        assertThat(metrics).containsPattern("attune_run_queue_age_seconds\\{project=\"default\"} (9|1)\\d+");
        assertThat(metrics.lines().filter(line -> line.startsWith("jvm_memory_used_bytes"))).isNotEmpty();
    }

    @Test
    void without_a_key_nothing_is_told() throws Exception {
        assertThat(get(false).statusCode()).isEqualTo(401);
    }

    private static HttpResponse<String> get(boolean key) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                + platform.getEnvironment().getProperty("local.server.port") + "/metrics"));
        if (key) {
            request.header("Authorization", "Bearer " + Files.readString(home.resolve("admin.key")).strip());
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}

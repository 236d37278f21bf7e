package io.attune.orchestrator.quote;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.testing.Http;
import io.attune.orchestrator.testing.RecipesAndSchedules;
import io.attune.platform.testing.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Prices recorded over HTTP, on a real database. */
class PriceCatalogIT {
    private static final String PATH = "/api/v1/catalog/prices";

    @TempDir
    static Path home;

    private static ConfigurableApplicationContext platform;
    private static Http http;

    @TestConfiguration
    @Import({RecipesAndSchedules.class, QuoteConfiguration.class, Prices.class, PriceCatalog.class,
            PriceController.class})
    static class WithPrices {
    }

    @BeforeAll
    static void start() {
        Map<String, String> settings = new HashMap<>(TestServers.freshProperties());
        settings.put("attune.home", home.toString());
        platform = RecipesAndSchedules.start(WithPrices.class, settings);
        http = Http.of(platform, home);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void a_recorded_price_is_what_quotes_reckon_with_until_a_newer_one_and_repeating_adds_nothing() throws Exception {
        String row = "{\"prices\":[{\"connection\":\"vendor\",\"baseModel\":\"gpt\",\"kind\":\"training\",\"amount\":\"25 USD\","
                + "\"source\":\"the price page\",\"observedOn\":\"2026-01-02\"}]}";

        assertThat(http.json("POST", PATH, row).get("added").intValue()).isEqualTo(1);
        assertThat(http.json("POST", PATH, row).get("added").intValue()).isZero();
        http.json("POST", PATH, row.replace("25 USD", "30 USD").replace("2026-01-02", "2026-02-02"));

        Price price = platform.getBean(Prices.class).find("vendor", "gpt", Price.Kind.TRAINING);
        assertThat(price.amount()).hasToString("30.00 USD");
        assertThat(price.perTokens()).isEqualTo(1_000_000);
        JsonNode shown = http.json("GET", PATH, "").get("items").valueStream().filter(item -> item.get(
                "baseModel").stringValue().equals("gpt")).findFirst().orElseThrow();
        assertThat(shown.at("/amount/amount").stringValue()).startsWith("30");
        assertThat(shown.get("stale").booleanValue()).isTrue();
    }

    @Test
    void what_a_recipe_needs_and_nobody_priced_is_said() throws Exception {
        platform.getBean(Recipes.class).apply(ProjectId.DEFAULT, "ann", """
                recipe: tone
                sources: [{name: p, type: spring-metadata, artifacts: [a], version: 2.7.18, license: x, personalData: none}]
                targets: [{connection: sandbox, baseModel: attune-mini}]
                budget: {perRun: 5 USD, perMonth: 20 USD}
                """, Map.of());

        assertThat(http.json("GET", PATH, "").at("/missing/0/baseModel").stringValue()).isEqualTo("attune-mini");
    }

    @Test
    void every_problem_of_every_row_is_said_and_none_is_recorded() throws Exception {
        JsonNode refused = http.json("POST", PATH,
                "{\"prices\":[{\"connection\":\"vendor\",\"baseModel\":\"m\",\"kind\":\"train\","
                        + "\"amount\":\"25\"},{\"baseModel\":\"m\"},{\"connection\":\"vendor\",\"baseModel\":\"good\",\"kind\":\"input\","
                        + "\"amount\":\"1 USD\",\"source\":\"s\"}]}");

        assertThat(refused.get("problems").valueStream().map(problem -> problem.get(
                "place").stringValue())).containsExactly(
                        "/prices/0/kind", "/prices/0/amount", "/prices/0/source", "/prices/1");
        assertThat(http.json("GET", PATH, "").toString()).doesNotContain("good");
    }
}

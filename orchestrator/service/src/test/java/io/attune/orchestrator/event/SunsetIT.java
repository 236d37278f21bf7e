package io.attune.orchestrator.event;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.kernel.ProjectId;
import io.attune.orchestrator.catalog.BaseModel;
import io.attune.orchestrator.catalog.Catalog;
import io.attune.orchestrator.connection.AnnouncedRetirements;
import io.attune.orchestrator.connection.ConnectionProfiles;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.orchestrator.schedule.EventTrigger.Occasion;
import io.attune.orchestrator.testing.RecipesAndSchedules;
import io.attune.platform.testing.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** The end of a base model, by the catalogue. */
class SunsetIT {
    private static final ProjectId PROJECT = ProjectId.DEFAULT;

    @TempDir
    static Path home;

    private static ConfigurableApplicationContext platform;

    @BeforeAll
    static void start() {
        Map<String, String> settings = new HashMap<>(TestServers.freshProperties());
        settings.put("attune.home", home.toString());
        platform = RecipesAndSchedules.start(settings);
        String vendor = platform.getBean(ConnectionProfiles.class).get(PROJECT, "sandbox").vendor();
        platform.getBean(Catalog.class).record(PROJECT, "ann", List.of(new BaseModel(vendor, "old-mini", List.of(
                "supervised"), List.of(), List.of(), BaseModel.Limits.UNKNOWN, LocalDate.parse("2027-03-01"),
                LocalDate.parse("2027-06-01"), "the vendor's notice", LocalDate.parse("2026-01-01"), true)));
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void the_end_is_told_from_so_many_days_before_on_and_names_one_occasion() {
        assertThat(look("old-mini", "2026-12-30T12:00:00Z")).isEmpty();
        Occasion told = look("old-mini", "2026-12-31T12:00:00Z").orElseThrow();
        assertThat(told.words()).contains("the base model old-mini", "can be tuned until 2027-03-01",
                "the vendor's notice");
        assertThat(look("old-mini", "2027-02-01T12:00:00Z")).map(Occasion::key).hasValue(told.key());
    }

    @Test
    void a_model_without_an_announced_end_is_no_occasion() {
        assertThat(look("attune-mini", "2027-02-01T12:00:00Z")).isEmpty();
    }

    private static Optional<Occasion> look(String model, String now) {
        StoredRecipe recipe = platform.getBean(Recipes.class).apply(PROJECT, "ann", """
                recipe: tone
                sources: [{name: p, type: spring-metadata, artifacts: [a], version: 2.7.18, license: x, personalData: none}]
                targets: [{connection: sandbox, baseModel: %s}]
                budget: {perRun: 5 USD, perMonth: 20 USD}
                """.formatted(model), Map.of()).stored();
        return new Sunset(platform.getBean(Catalog.class), platform.getBean(ConnectionProfiles.class),
                platform.getBean(AnnouncedRetirements.class), () -> Instant.parse(now)).look(recipe, Map.of("within",
                        "60d"));
    }
}

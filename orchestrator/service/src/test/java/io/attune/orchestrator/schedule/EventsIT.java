package io.attune.orchestrator.schedule;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.orchestrator.testing.RecipesAndSchedules;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.platform.testing.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** Events as triggers, with one that always has happened. */
class EventsIT {
    private static final ProjectId PROJECT = ProjectId.DEFAULT;

    @TempDir
    static Path home;

    private static ConfigurableApplicationContext platform;

    @BeforeAll
    static void start() {
        Map<String, String> settings = new HashMap<>(TestServers.freshProperties());
        settings.put("attune.home", home.toString());
        settings.put("attune.schedules.events", "1h");
        platform = RecipesAndSchedules.start(settings);
        platform.getBeanFactory().registerSingleton("grown", new Grown());
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private static final class Grown implements EventTrigger {
        @Override
        public String event() {
            return "new-data";
        }

        @Override
        public Optional<Occasion> look(StoredRecipe recipe, Map<String, String> settings) {
            return Optional.of(new Occasion("version 3", "there are " + settings.get("records") + " records more"));
        }
    }

    @Test
    void an_occasion_is_suggested_once_and_starts_nothing() {
        apply("told", "{event: new-data, records: 500}");

        events().look();
        events().look();

        assertThat(schedules().suggestions(PROJECT, "told")).extracting(Suggestion::words).containsExactly(
                "there are 500 records more");
        assertThat(schedules().firings(PROJECT, "told", null, 10)).isEmpty();
    }

    @Test
    void an_occasion_is_acted_on_once() {
        apply("done", "{event: new-data, records: 500, mode: act}");

        events().look();
        events().look();

        assertThat(schedules().firings(PROJECT, "done", null, 10)).singleElement().satisfies(firing -> {
            assertThat(firing.outcome()).isEqualTo(Firing.Result.STARTED);
            assertThat(firing.cause()).isEqualTo(Firing.Cause.EVENT);
            assertThat(firing.actor()).isEqualTo("new-data");
            assertThat(firing.reason()).isEqualTo("there are 500 records more");
        });
        assertThat(schedules().suggestions(PROJECT, "done")).isEmpty();
    }

    @Test
    void a_paused_schedule_acts_on_an_occasion_when_it_is_resumed() {
        Caller ann = new Caller(PROJECT, "ann", Permission.EDITOR);
        apply("paused", "{event: new-data, records: 500, mode: act}");
        schedules().pause(ann, "paused", null);
        events().look();
        assertThat(schedules().firings(PROJECT, "paused", null, 10)).isEmpty();

        schedules().resume(ann, "paused", null);
        events().look();

        assertThat(schedules().firings(PROJECT, "paused", null, 10)).hasSize(1);
    }

    private static void apply(String name, String event) {
        platform.getBean(Recipes.class).apply(PROJECT, "ann", """
                recipe: %s
                sources: [{name: p, type: spring-metadata, artifacts: [a], version: 2.7.18, license: x, personalData: none}]
                targets: [{connection: sandbox, baseModel: attune-mini}]
                budget: {perRun: 5 USD, perMonth: 20 USD}
                schedule: {when: [%s]}
                """.formatted(name, event), Map.of());
    }

    private static Events events() {
        return platform.getBean(Events.class);
    }

    private static Schedules schedules() {
        return platform.getBean(Schedules.class);
    }
}

package io.attune.orchestrator.event;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.attune.dataset.Curation;
import io.attune.dataset.CurationRequest;
import io.attune.dataset.CurationStatus;
import io.attune.dataset.Datasets;
import io.attune.dataset.Drafts;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.GateFloors;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.orchestrator.schedule.EventTrigger.Occasion;
import io.attune.orchestrator.testing.RecipesAndDatasets;
import io.attune.platform.ObjectStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Sources that grow, with the real dataset builder. */
class NewDataIT {
    private static final ProjectId PROJECT = ProjectId.DEFAULT;

    @TempDir
    static Path home;

    private static ConfigurableApplicationContext platform;

    @BeforeAll
    static void start() {
        platform = RecipesAndDatasets.start(home);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void sources_that_grew_since_the_newest_version_are_an_occasion_with_its_figures() {
        StoredRecipe small = apply(200);
        assertThat(look(small, Map.of("records", "1"))).as("before there is a version").isEmpty();
        curate(small);
        assertThat(look(small, Map.of("records", "1"))).as("unchanged").isEmpty();

        StoredRecipe large = apply(260);

        assertThat(look(large, Map.of("records", "61"))).isEmpty();
        assertThat(look(large, Map.of("share", "31%"))).isEmpty();
        assertThat(look(large, Map.of("share", "30%"))).map(Occasion::words).hasValue(
                "the sources hold 260 records, and version 1 was made of 200");
        assertThat(look(large, Map.of("records", "60"))).map(Occasion::key).hasValue("since version 1");
    }

    private static StoredRecipe apply(int records) {
        String lines = IntStream.range(0, records).mapToObj(i -> """
                {"messages":[{"role":"user","content":"What does key number %d of the test do, in a few words?"},\
                {"role":"assistant","content":"It sets the value that is called v%d, and nothing else."}]}""".formatted(
                i,
                i * 7)).collect(Collectors.joining("\n", "", "\n"));
        return platform.getBean(Recipes.class).apply(PROJECT, "ann", """
                recipe: tone
                sources: [{name: voice, type: jsonl, path: voice.jsonl, license: Apache-2.0, personalData: none}]
                steps: [normalize, validate]
                targets: [{connection: sandbox, baseModel: attune-mini}]
                budget: {perRun: 5 USD, perMonth: 20 USD}
                knowledge: {none: "a test"}
                """, Map.of("voice.jsonl", lines.getBytes(StandardCharsets.UTF_8))).stored();
    }

    private static void curate(StoredRecipe recipe) {
        CurationRequest request = new CurationRequest(PROJECT, "once", recipe.name(), recipe.recipe().curation(),
                recipe.files(), List.of());
        await().atMost(Duration.ofMinutes(2)).until(() -> platform.getBean(Curation.class).ensure(request),
                CurationStatus.Finished.class::isInstance);
    }

    private static Optional<Occasion> look(StoredRecipe recipe, Map<String, String> settings) {
        return new NewData(platform.getBean(Datasets.class), platform.getBean(Curation.class), platform.getBean(
                Drafts.class), platform.getBean(ObjectStore.class), platform.getBean(GateFloors.class)).look(recipe,
                        settings);
    }
}

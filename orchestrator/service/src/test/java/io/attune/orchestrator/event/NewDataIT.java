package io.attune.orchestrator.event;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
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
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.orchestrator.schedule.EventTrigger.Occasion;
import io.attune.platform.ObjectStore;
import io.attune.platform.testing.TestServers;
import io.attune.provider.ConnectionSettings;
import io.attune.provider.Connections;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.ProviderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Sources that grow, with the real dataset builder. */
class NewDataIT {
    private static final ProjectId PROJECT = ProjectId.DEFAULT;

    @TempDir
    static Path home;

    private static ConfigurableApplicationContext platform;

    @TestConfiguration
    @EnableAutoConfiguration
    @AutoConfigurationPackage(basePackages = "io.attune")
    @ComponentScan(basePackages = {"io.attune.dataset", "io.attune.registry", "io.attune.orchestrator.recipe",
            "io.attune.orchestrator.catalog", "io.attune.orchestrator.egress", "io.attune.orchestrator.connection"})
    static class RecipesAndDatasets {
        @Bean
        Connections connections(InstantSource clock) {
            return new Connections(List.of(new ConnectionSettings("sandbox", "none", URI.create("http://127.0.0.1:1"),
                    () -> "", Duration.ofSeconds(1))), List.of(new Nobody()), clock);
        }
    }

    private static final class Nobody implements ProviderFactory {
        @Override
        public String dialect() {
            return "none";
        }

        @Override
        public FineTuneProvider connect(ConnectionSettings settings, java.net.http.HttpClient http,
                InstantSource clock) {
            return (FineTuneProvider) java.lang.reflect.Proxy.newProxyInstance(getClass().getClassLoader(),
                    new Class<?>[]{FineTuneProvider.class}, (proxy, method, args) -> {
                        throw new UnsupportedOperationException("Nothing is trained here");
                    });
        }
    }

    @BeforeAll
    static void start() {
        Map<String, String> settings = new HashMap<>(TestServers.freshProperties());
        settings.put("attune.home", home.toString());
        List<String> args = new ArrayList<>(List.of("--server.port=0", "--spring.jpa.hibernate.ddl-auto=none",
                "--spring.batch.job.enabled=false", "--spring.batch.jdbc.initialize-schema=never",
                "--spring.quartz.job-store-type=memory", "--spring.quartz.auto-startup=false"));
        settings.forEach((name, value) -> args.add("--" + name + "=" + value));
        platform = new SpringApplicationBuilder(RecipesAndDatasets.class).run(args.toArray(String[]::new));
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
                Drafts.class), platform.getBean(ObjectStore.class)).look(recipe, settings);
    }
}

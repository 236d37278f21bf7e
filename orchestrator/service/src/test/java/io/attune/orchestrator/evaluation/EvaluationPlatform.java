package io.attune.orchestrator.evaluation;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.attune.adapter.openai.OpenAiProviderFactory;
import io.attune.orchestrator.run.RunProperties;
import io.attune.provider.ConnectionSettings;
import io.attune.provider.Connections;
import io.attune.provider.testkit.openai.SimulatedOpenAi;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** Evaluations by themselves with the real dataset builder, registry and recipes; {@code vendor} is a simulated one. */
@TestConfiguration
@EnableAutoConfiguration
@AutoConfigurationPackage(basePackages = "io.attune")
@EnableConfigurationProperties(RunProperties.class)
@ComponentScan(basePackages = {"io.attune.dataset", "io.attune.registry", "io.attune.orchestrator.recipe",
        "io.attune.orchestrator.catalog", "io.attune.orchestrator.egress", "io.attune.orchestrator.connection",
        "io.attune.orchestrator.suite", "io.attune.orchestrator.quote",
        "io.attune.orchestrator.evaluation"}, excludeFilters = @ComponentScan.Filter(type = FilterType.ANNOTATION, classes = TestConfiguration.class))
class EvaluationPlatform {

    /** Starts it on a database; a second start on the same one is a restart. */
    static ConfigurableApplicationContext start(Map<String, String> servers, Path home, SimulatedOpenAi vendor) {
        Map<String, String> settings = new HashMap<>(servers);
        settings.put("attune.home", home.toString());
        settings.put("attune.runs.poll", "50ms");
        List<String> args = new ArrayList<>(List.of("--server.port=0", "--spring.jpa.hibernate.ddl-auto=none",
                "--spring.batch.job.enabled=false", "--spring.batch.jdbc.initialize-schema=never",
                "--spring.quartz.job-store-type=memory", "--spring.quartz.auto-startup=false"));
        settings.forEach((name, value) -> args.add("--" + name + "=" + value));
        return new SpringApplicationBuilder(EvaluationPlatform.class).initializers(
                context -> context.getBeanFactory().registerSingleton("simulatedVendor", vendor)).run(args.toArray(
                        String[]::new));
    }

    @Bean
    Connections connections(SimulatedOpenAi vendor, InstantSource clock) {
        return new Connections(List.of(new ConnectionSettings("vendor", "openai", vendor.baseUrl(), vendor::credential,
                Duration.ofSeconds(5))), List.of(new OpenAiProviderFactory()), clock);
    }
}

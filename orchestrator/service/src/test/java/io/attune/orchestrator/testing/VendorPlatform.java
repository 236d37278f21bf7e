package io.attune.orchestrator.testing;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.attune.adapter.openai.OpenAiProviderFactory;
import io.attune.dataset.WithdrawnFiles;
import io.attune.provider.ConnectionSettings;
import io.attune.provider.Connections;
import io.attune.provider.testkit.Pace;
import io.attune.provider.testkit.TestClock;
import io.attune.provider.testkit.openai.SimulatedOpenAi;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Primary;

/**
 * Recipes, connections, catalogue and egress on a real database, with the real adapter and a simulated vendor behind the
 * connection {@code vendor}. Nothing happens by itself: the clock stands still and the sweeps rest.
 */
@TestConfiguration
@EnableAutoConfiguration
@ComponentScan(basePackages = {"io.attune.orchestrator.recipe", "io.attune.orchestrator.catalog",
        "io.attune.orchestrator.egress", "io.attune.orchestrator.connection"})
public class VendorPlatform {
    public static final Instant START = Instant.parse("2026-07-01T12:00:00Z");

    /** Starts it with settings that win over these. */
    public static ConfigurableApplicationContext start(Map<String, String> settings) {
        List<String> args = new ArrayList<>(List.of("--server.port=0", "--spring.jpa.hibernate.ddl-auto=none",
                "--spring.batch.job.enabled=false", "--spring.batch.jdbc.initialize-schema=never",
                "--spring.quartz.job-store-type=memory", "--spring.quartz.auto-startup=false",
                "--attune.egress.sweep=24h"));
        settings.forEach((name, value) -> args.add("--" + name + "=" + value));
        return new SpringApplicationBuilder(VendorPlatform.class).run(args.toArray(String[]::new));
    }

    @Bean
    @Primary
    TestClock testClock() {
        return new TestClock(START);
    }

    @Bean
    SimulatedOpenAi vendor(@Value("${attune.home}") Path home, TestClock clock) {
        return SimulatedOpenAi.open(home.resolve("vendor"), Pace.free(), clock);
    }

    @Bean
    Connections connections(SimulatedOpenAi vendor, Shelf shelf, InstantSource clock,
            Connections.OfProjects ofProjects) {
        return new Connections(List.of(new ConnectionSettings("vendor", "openai", vendor.baseUrl(), vendor::credential,
                Duration.ofSeconds(10)), new ConnectionSettings("shelf", "shelf", URI.create("http://127.0.0.1:9/"),
                        () -> "", Duration.ofSeconds(1))), List.of(new OpenAiProviderFactory(), shelf), clock,
                ofProjects);
    }

    @Bean
    Shelf shelf() {
        return new Shelf();
    }

    @Bean
    NoSuites suiteChecks() {
        return new NoSuites();
    }

    @Bean
    WithdrawnFiles withdrawnFiles() {
        return file -> false;
    }
}

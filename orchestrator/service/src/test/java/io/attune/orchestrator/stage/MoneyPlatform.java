package io.attune.orchestrator.stage;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.attune.orchestrator.quote.Prices;
import io.attune.orchestrator.run.RunStore;
import io.attune.platform.OwnedSchema;
import io.attune.provider.testkit.TestClock;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** Runs' rows and the registry's ledger, with a clock of the test's. */
@TestConfiguration
@EnableAutoConfiguration
@ComponentScan(basePackages = "io.attune.registry")
@Import({RunStore.class, TrainingStore.class, OverrunStore.class, Prices.class})
class MoneyPlatform {

    static ConfigurableApplicationContext start(Map<String, String> settings, TestClock clock) {
        return start(settings, clock, MoneyPlatform.class);
    }

    static ConfigurableApplicationContext start(Map<String, String> settings, TestClock clock, Class<?> what) {
        List<String> own = List.of("--server.port=0", "--spring.jpa.hibernate.ddl-auto=none",
                "--spring.batch.job.enabled=false", "--spring.batch.jdbc.initialize-schema=never",
                "--spring.quartz.auto-startup=false", "--spring.quartz.jdbc.initialize-schema=never",
                "--attune.ledger.lease-sweep=24h");
        Stream<String> given = settings.entrySet().stream().map(e -> "--" + e.getKey() + "=" + e.getValue());
        return new SpringApplicationBuilder(what).initializers(
                context -> context.getBeanFactory().registerSingleton("testClock", clock)).run(Stream.concat(
                        own.stream(), given).toArray(String[]::new));
    }

    @Bean
    OwnedSchema orchestratorSchema() {
        return new OwnedSchema("orchestrator");
    }

    @Bean
    @Primary
    InstantSource clock(TestClock clock) {
        return clock;
    }
}

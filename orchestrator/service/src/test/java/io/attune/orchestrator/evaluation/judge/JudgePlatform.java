package io.attune.orchestrator.evaluation.judge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.attune.adapter.openai.OpenAiProviderFactory;
import io.attune.platform.OwnedSchema;
import io.attune.provider.ConnectionSettings;
import io.attune.provider.Connections;
import io.attune.provider.testkit.TestClock;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Primary;

/** Judging alone, on a real database, with the real adapter before a judge of the test's. */
@TestConfiguration
@EnableAutoConfiguration
@ComponentScan("io.attune.orchestrator.evaluation.judge")
public class JudgePlatform {

    public static ConfigurableApplicationContext start(Map<String, String> settings, JudgeServer judge) {
        List<String> args = new ArrayList<>(List.of("--server.port=0", "--spring.jpa.hibernate.ddl-auto=none",
                "--spring.batch.job.enabled=false", "--spring.batch.jdbc.initialize-schema=never",
                "--spring.quartz.job-store-type=memory", "--spring.quartz.auto-startup=false"));
        settings.forEach((name, value) -> args.add("--" + name + "=" + value));
        return new SpringApplicationBuilder(JudgePlatform.class).initializers(
                context -> context.getBeanFactory().registerSingleton("judgeServer", judge)).run(args.toArray(
                        String[]::new));
    }

    @Bean
    OwnedSchema orchestratorSchema() {
        return new OwnedSchema("orchestrator");
    }

    @Bean
    @Primary
    TestClock testClock() {
        return new TestClock(Instant.parse("2026-03-01T10:00:00Z"));
    }

    @Bean
    Connections connections(JudgeServer judge, InstantSource clock) {
        return new Connections(List.of(new ConnectionSettings("judge", "openai", judge.url(), () -> "",
                Duration.ofSeconds(10))), List.of(new OpenAiProviderFactory()), clock);
    }
}

package io.attune.orchestrator.testing;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.attune.orchestrator.kill.KillPoints;
import io.attune.orchestrator.run.RunGroups;
import io.attune.orchestrator.run.RunStore;
import io.attune.orchestrator.run.Savings;
import io.attune.orchestrator.stage.TrainingStore;
import io.attune.platform.OwnedSchema;
import io.attune.provider.testkit.TestClock;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** The runs' tables alone, with a clock of the test's and points at each durable write. */
@TestConfiguration
@EnableAutoConfiguration
@Import({RunStore.class, RunGroups.class, Savings.class, TrainingStore.class})
public class RunsAlone {

    /** Starts it on the database of these settings. */
    public static ConfigurableApplicationContext start(Map<String, String> settings, TestClock clock,
            KillPoints points) {
        List<String> own = List.of("--server.port=0", "--spring.jpa.hibernate.ddl-auto=none",
                "--spring.batch.job.enabled=false", "--spring.batch.jdbc.initialize-schema=never",
                "--spring.quartz.auto-startup=false", "--spring.quartz.jdbc.initialize-schema=never");
        Stream<String> given = settings.entrySet().stream().map(e -> "--" + e.getKey() + "=" + e.getValue());
        return new SpringApplicationBuilder(RunsAlone.class).initializers(context -> {
            context.getBeanFactory().registerSingleton("testClock", clock);
            context.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof DataSource source ? points.around(source) : bean;
                }
            });
        }).run(Stream.concat(own.stream(), given).toArray(String[]::new));
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

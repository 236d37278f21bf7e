package io.attune.platform.audit;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;

import io.attune.kernel.UuidV7;
import io.attune.platform.Audit;
import io.attune.platform.SharedClock;
import io.attune.platform.Watch;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

@AutoConfiguration(after = JdbcClientAutoConfiguration.class)
class AuditConfiguration {
    private static final Duration MEASURED_EVERY = Duration.ofSeconds(10);

    /** The one clock of the process; whatever needs the time asks this bean. */
    @Bean
    @ConditionalOnMissingBean(InstantSource.class)
    SharedClock clock(JdbcClient jdbc) {
        SharedClock clock = new SharedClock(InstantSource.system(), () -> jdbc.sql("select clock_timestamp()").query(
                OffsetDateTime.class).single().toInstant());
        clock.measure();
        return clock;
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    @ConditionalOnBean(SharedClock.class)
    Watch clockWatch(SharedClock clock) {
        return new Watch("shared-clock", MEASURED_EVERY, clock::measure);
    }

    @Bean
    UuidV7 uuidV7(InstantSource clock) {
        return new UuidV7(clock, new SecureRandom());
    }

    @Bean
    Audit audit(JdbcClient jdbc, InstantSource clock) {
        return new JdbcAudit(jdbc, clock);
    }
}

package io.attune.platform.audit;

import java.security.SecureRandom;
import java.time.InstantSource;

import io.attune.kernel.UuidV7;
import io.attune.platform.Audit;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

@AutoConfiguration(after = JdbcClientAutoConfiguration.class)
class AuditConfiguration {

    /** The one clock of the process; whatever needs the time asks this bean. */
    @Bean
    @ConditionalOnMissingBean
    InstantSource clock() {
        return InstantSource.system();
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

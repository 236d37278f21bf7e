package io.attune.platform.audit;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Set;

import io.attune.kernel.UuidV7;
import io.attune.platform.Audit;
import io.attune.platform.AuditTrail;
import io.attune.platform.ObjectStore;
import io.attune.platform.SharedClock;
import io.attune.platform.Signer;
import io.attune.platform.Watch;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@AutoConfiguration(after = JdbcClientAutoConfiguration.class, afterName = {
        "io.attune.platform.objects.ObjectStoreConfiguration", "io.attune.platform.signing.SigningConfiguration"})
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

    @Bean
    Anchors auditAnchors(ObjectStore objects, Signer signer) {
        return new Anchors(objects, signer);
    }

    @Bean
    AuditTrail auditTrail(JdbcClient jdbc, Anchors anchors, InstantSource clock) {
        return new JdbcAuditTrail(jdbc, anchors, clock);
    }

    @Bean
    AuditTrailController auditTrailController(AuditTrail trail, JsonMapper json) {
        return new AuditTrailController(trail, json);
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    DailyAnchors dailyAnchors(JdbcClient jdbc, Anchors anchors, InstantSource clock,
            @Value("${attune.audit.anchor-check:10m}") Duration pause,
            @Value("${attune.node-roles:control,worker,retrieval}") Set<String> roles) {
        return new DailyAnchors(jdbc, anchors, clock, pause, roles.contains("control"));
    }
}

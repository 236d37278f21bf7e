package io.attune.platform.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.platform.Signer;
import io.attune.platform.signing.TestSigners;
import io.attune.platform.testing.TestServers;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** A real database with the trail's tables, on which the tests are the superuser, and a clock that stands until it is moved. */
final class AuditBase {
    final JdbcClient jdbc;
    final MemoryObjects objects = new MemoryObjects();
    final Signer signer;
    final JdbcAuditTrail trail;
    final DailyAnchors daily;
    private final TransactionTemplate transactions;
    private final JdbcAudit audit;
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private int projects;

    AuditBase() {
        Map<String, String> settings = TestServers.freshProperties();
        SingleConnectionDataSource source = new SingleConnectionDataSource(settings.get("spring.datasource.url"),
                settings.get("spring.datasource.username"), settings.get("spring.datasource.password"), true);
        Flyway.configure().dataSource(source).schemas("platform").defaultSchema("platform").locations(
                "classpath:db/migration/platform").load().migrate();
        jdbc = JdbcClient.create(source);
        transactions = new TransactionTemplate(new DataSourceTransactionManager(source));
        InstantSource clock = () -> now;
        signer = TestSigners.in(folder());
        Anchors anchors = new Anchors(objects, signer);
        audit = new JdbcAudit(jdbc, clock);
        trail = new JdbcAuditTrail(jdbc, anchors, clock);
        daily = new DailyAnchors(jdbc, anchors, clock, Duration.ofHours(1), false);
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("attune-audit-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A project with so many entries, that nothing else uses. */
    ProjectId project(int entries) {
        ProjectId project = new ProjectId("p" + ++projects);
        append(project, entries);
        return project;
    }

    void append(ProjectId project, int entries) {
        for (int i = 0; i < entries; i++) {
            now = now.plusMillis(1);
            String subject = "thing-" + i % 3;
            transactions.executeWithoutResult(_ -> audit.record(project, "ann", "thing.change", subject, Digest.of(
                    subject + now)));
        }
    }

    void passDay() {
        now = now.plus(Duration.ofDays(1));
    }

    /** Does what only the database's superuser can: the trigger that refuses changes is off meanwhile. */
    void tamper(String sql, Object... params) {
        jdbc.sql("alter table platform.audit_event disable trigger user").update();
        jdbc.sql(sql).params(params).update();
        jdbc.sql("alter table platform.audit_event enable trigger user").update();
    }

    /** Makes the chain whole again from an entry on, as one would who rewrites history and knows how the hashes are made. */
    void rehash(ProjectId project) {
        String last = ChainHash.FIRST;
        long sequence = 0;
        for (var entry : trail.entries(project, null, null, 10_000).reversed()) {
            sequence++;
            String hash = ChainHash.of(entry.project(), sequence, entry.at(), entry.actor(), entry.action(),
                    entry.subject(), entry.detail(), last);
            tamper("update platform.audit_event set sequence = ?, previous_hash = ?, hash = ? where project = ? and sequence = ?",
                    sequence, last, hash, project.value(), entry.sequence());
            last = hash;
        }
        tamper("update platform.audit_head set sequence = ?, hash = ? where project = ?", sequence, last,
                project.value());
    }
}

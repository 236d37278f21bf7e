package io.attune.platform.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.platform.Audit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

class JdbcAudit implements Audit {
    private static final String FIRST = "0".repeat(64);

    private final JdbcClient jdbc;
    private final InstantSource clock;

    JdbcAudit(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    @Transactional
    public void record(ProjectId project, String actor, String action, String subject, Digest detail) {
        jdbc.sql("insert into platform.audit_head values (?, 0, ?) on conflict do nothing").params(project.value(),
                FIRST).update();
        Head head = jdbc.sql("select sequence, hash from platform.audit_head where project = ? for update").param(
                project.value()).query(Head.class).single();
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        long sequence = head.sequence() + 1;
        String hash = CanonicalJson.digest(List.of(project.value(), sequence, at.toString(), actor, action, subject,
                detail.toString(), head.hash())).hex();
        jdbc.sql("insert into platform.audit_event values (?, ?, ?, ?, ?, ?, ?, ?, ?)").params(project.value(),
                sequence, at.atOffset(ZoneOffset.UTC), actor, action, subject, detail.toString(),
                head.hash(), hash).update();
        jdbc.sql("update platform.audit_head set sequence = ?, hash = ? where project = ?").params(sequence, hash,
                project.value()).update();
    }

    private record Head(long sequence, String hash) {}
}

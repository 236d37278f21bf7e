package io.attune.platform.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.platform.Audit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

class JdbcAudit implements Audit {
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
                ChainHash.FIRST).update();
        ChainCheck.Head head = jdbc.sql(
                "select sequence, hash from platform.audit_head where project = ? for update").param(
                        project.value()).query(ChainCheck.Head.class).single();
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        long sequence = head.sequence() + 1;
        String hash = ChainHash.of(project.value(), sequence, at, actor, action, subject, detail.toString(),
                head.hash());
        jdbc.sql("insert into platform.audit_event values (?, ?, ?, ?, ?, ?, ?, ?, ?)").params(project.value(),
                sequence, at.atOffset(ZoneOffset.UTC), actor, action, subject, detail.toString(),
                head.hash(), hash).update();
        jdbc.sql("update platform.audit_head set sequence = ?, hash = ? where project = ?").params(sequence, hash,
                project.value()).update();
    }
}

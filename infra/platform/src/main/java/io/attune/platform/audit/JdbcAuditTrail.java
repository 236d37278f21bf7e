package io.attune.platform.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import io.attune.kernel.ProjectId;
import io.attune.platform.AuditTrail;
import io.attune.platform.SignedEnvelope;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the trail by keyset pages; no transaction spans a call of the object store. */
final class JdbcAuditTrail implements AuditTrail {
    private static final int PAGE = 1_000;

    private final JdbcClient jdbc;
    private final Anchors anchors;
    private final InstantSource clock;

    JdbcAuditTrail(JdbcClient jdbc, Anchors anchors, InstantSource clock) {
        this.jdbc = jdbc;
        this.anchors = anchors;
        this.clock = clock;
    }

    @Override
    public List<Entry> entries(ProjectId project, @Nullable String subject, @Nullable Long before, int atMost) {
        return jdbc.sql("select * from platform.audit_event where project = :project and sequence < :before"
                + (subject == null ? "" : " and subject = :subject")
                + " order by sequence desc limit :atMost").param("project", project.value()).param("before",
                        before == null ? Long.MAX_VALUE : before).param("subject", subject).param("atMost",
                                atMost).query(JdbcAuditTrail::entry).list();
    }

    @Override
    public void export(ProjectId project, Consumer<Entry> reader) {
        long after = Long.MIN_VALUE;
        List<Entry> page;
        do {
            page = after(project, after);
            page.forEach(reader);
            after = page.isEmpty() ? after : page.getLast().sequence();
        } while (page.size() == PAGE);
    }

    private List<Entry> after(ProjectId project, long sequence) {
        return jdbc.sql("""
                select * from platform.audit_event where project = ? and sequence > ? order by sequence limit ?
                """).params(project.value(), sequence, PAGE).query(JdbcAuditTrail::entry).list();
    }

    @Override
    public Optional<SignedEnvelope> head(ProjectId project) {
        return noted(project).map(head -> anchors.sign(new Anchors.Statement(project.value(), head.sequence(),
                head.hash(), clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(), "")));
    }

    /** What the platform noted as the last entry. */
    Optional<ChainCheck.Head> noted(ProjectId project) {
        return jdbc.sql("select sequence, hash from platform.audit_head where project = ? and sequence > 0").param(
                project.value()).query(ChainCheck.Head.class).optional();
    }

    @Override
    public Verdict verify(ProjectId project) {
        Anchors.Read read = anchors.read(project);
        Map<Long, Anchors.Anchored> bySequence = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (Anchors.Anchored anchor : read.trusted()) {
            Anchors.Anchored other = bySequence.putIfAbsent(anchor.sequence(), anchor);
            if (other != null && !other.hash().equals(anchor.hash())) {
                findings.add(new Finding(Kind.REWRITTEN, anchor.sequence(), "Entry " + anchor.sequence()
                        + " was one on "
                        + other.day() + " and another on " + anchor.day()));
            }
        }
        Optional<ChainCheck.Head> head = noted(project);
        ChainCheck check = new ChainCheck(bySequence);
        walk(project, head.map(ChainCheck.Head::sequence).orElse(0L), check).ifPresentOrElse(findings::add,
                () -> check.end(head.orElse(null)).or(() -> beyond(project)).ifPresent(findings::add));
        findings.addAll(read.findings());
        return new Verdict(findings.isEmpty(), check.entries(), check.lastHash(), read.trusted().size(), findings);
    }

    /** Entries that come after what was noted when the walk began are not looked at here: the platform may be appending. */
    private Optional<Finding> walk(ProjectId project, long to, ChainCheck check) {
        long after = Long.MIN_VALUE;
        while (true) {
            List<Entry> page = after(project, after);
            for (Entry entry : page) {
                if (entry.sequence() > to) {
                    return Optional.empty();
                }
                Optional<Finding> finding = check.next(entry);
                if (finding.isPresent()) {
                    return finding;
                }
            }
            if (page.size() < PAGE) {
                return Optional.empty();
            }
            after = page.getLast().sequence();
        }
    }

    /** One statement sees entries and head at one moment. */
    private Optional<Finding> beyond(ProjectId project) {
        return jdbc.sql("""
                select min(sequence) from platform.audit_event where project = :project and sequence >
                    coalesce((select sequence from platform.audit_head where project = :project), 0)
                """).param("project", project.value()).query(Long.class).optional().map(sequence -> new Finding(
                Kind.ADDED,
                sequence, "Entry " + sequence + " was not appended by the platform; its chain ends before it"));
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(row.getString("project"), row.getLong("sequence"), row.getObject("at",
                OffsetDateTime.class).toInstant(), row.getString("actor"), row.getString("action"), row.getString(
                        "subject"), row.getString("detail"), row.getString("previous_hash"), row.getString("hash"));
    }
}

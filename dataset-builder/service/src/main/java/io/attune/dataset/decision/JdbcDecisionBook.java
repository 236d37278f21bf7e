package io.attune.dataset.decision;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import io.attune.dataset.DecisionBook;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.pipeline.decide.Decision;
import io.attune.pipeline.decide.DecisionJson;
import io.attune.platform.Audit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The book as rows. */
@Component
class JdbcDecisionBook implements DecisionBook {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final Audit audit;

    JdbcDecisionBook(JdbcClient jdbc, Audit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    @Override
    @Transactional
    public Entry add(ProjectId project, String dataset, Decision decision) {
        long number = jdbc.sql("""
                insert into dataset.decision (project, dataset, source, record_key, content, ruling, author, comment,
                                              decided_at)
                values (:project, :dataset, :source, :key, :content, :ruling::jsonb, :author, :comment, :at)
                returning id""").param("project", project.value()).param("dataset", dataset).param("source",
                decision.source()).param("key", decision.key()).param("content", decision.content().hex()).param(
                        "ruling", DecisionJson.ruling(decision.ruling()).toString()).param("author",
                                decision.author()).param("comment", decision.comment()).param("at",
                                        decision.at().atOffset(ZoneOffset.UTC)).query(Long.class).single();
        audit.record(project, decision.author(), "dataset.decide", dataset + "@" + decision.content().shortForm(),
                Digest.of(
                        DecisionJson.write(decision)));
        return new Entry(number, decision);
    }

    @Override
    public List<Entry> entries(ProjectId project, String dataset, long after, int limit) {
        return jdbc.sql("""
                select id, source, record_key, content, ruling::text as ruling, author, comment, decided_at
                from dataset.decision where project = :project and dataset = :dataset and id > :after
                      and withdrawn_at is null
                order by id limit :limit""").param("project", project.value()).param("dataset", dataset).param("after",
                after).param("limit", limit).query(JdbcDecisionBook::entry).list();
    }

    @Override
    public List<Decision> all(ProjectId project, String dataset) {
        return entries(project, dataset, 0, Integer.MAX_VALUE).stream().map(Entry::decision).toList();
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(row.getLong("id"), new Decision(row.getString("source"), row.getString("record_key"),
                new Digest(row.getString("content")), DecisionJson.readRuling(JSON.readTree(row.getString("ruling"))),
                row.getString("author"), row.getObject("decided_at", OffsetDateTime.class).toInstant(), row.getString(
                        "comment")));
    }
}

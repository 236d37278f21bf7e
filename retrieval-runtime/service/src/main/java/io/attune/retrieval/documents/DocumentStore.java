package io.attune.retrieval.documents;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.index.DocumentState;
import io.attune.index.Fact;
import io.attune.index.Scope;
import io.attune.index.Span;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the tables of this module. Every query names project and knowledge base. */
@Component
public class DocumentStore {
    private static final String OF_SCOPE = " where project = :project and knowledge_base = :kb ";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    DocumentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<KnowledgeBaseRow> knowledgeBase(Scope scope) {
        return jdbc.sql("select * from retrieval.knowledge_base where project = ? and name = ?").params(
                scope.project().value(), scope.knowledgeBase()).query(DocumentStore::knowledgeBase).optional();
    }

    public List<KnowledgeBaseRow> knowledgeBases(ProjectId project) {
        return jdbc.sql("select * from retrieval.knowledge_base where project = ? order by name").params(
                project.value()).query(DocumentStore::knowledgeBase).list();
    }

    /** The knowledge bases of all projects, for the index's own work. */
    public List<KnowledgeBaseRow> allKnowledgeBases() {
        return jdbc.sql("select * from retrieval.knowledge_base order by project, name").query(
                DocumentStore::knowledgeBase).list();
    }

    public long documents(Scope scope) {
        return of(scope, "select count(*) from retrieval.document" + OF_SCOPE + "and state <> 'DELETED'").query(
                Long.class).single();
    }

    public Optional<DocumentHead> head(Scope scope, String documentId) {
        return Optional.ofNullable(heads(scope, List.of(documentId)).get(documentId));
    }

    /** The newest states of those documents that there are, the deleted ones included. */
    public Map<String, DocumentHead> heads(Scope scope, Collection<String> documentIds) {
        Map<String, DocumentHead> heads = new HashMap<>();
        of(scope, "select * from retrieval.document" + OF_SCOPE + "and id = any(:ids)").param("ids",
                documentIds.toArray(String[]::new)).query(DocumentStore::head).list().forEach(head -> heads.put(
                        head.id(), head));
        return heads;
    }

    /** Every document that a feed keeps and that is not deleted, by id. */
    public List<DocumentHead> headsOf(Scope scope, String source) {
        return of(scope, "select * from retrieval.document" + OF_SCOPE
                + "and source = :source and state <> 'DELETED' order by id").param("source", source).query(
                        DocumentStore::head).list();
    }

    public Optional<Revision> revision(Scope scope, String documentId, int number) {
        return of(scope, "select * from retrieval.revision" + OF_SCOPE
                + "and document = :id and number = :number").param("id", documentId).param("number", number).query(
                        DocumentStore::revision).optional();
    }

    /** The newest revisions of those documents that are there. */
    public List<Revision> newest(Scope scope, Collection<String> documentIds) {
        // the limit has each revision looked up by its key, also where a load is so young that the planner knows no sizes
        return of(scope, """
                select r.* from retrieval.document d cross join lateral (
                  select * from retrieval.revision r where r.project = d.project
                    and r.knowledge_base = d.knowledge_base and r.document = d.id and r.number = d.revision limit 1) r
                where d.project = :project and d.knowledge_base = :kb and d.id = any(:ids) and d.state <> 'DELETED'
                order by r.document""").param("ids", documentIds.toArray(String[]::new)).query(
                DocumentStore::revision).list();
    }

    /**
     * The changes after a number that still matter, in order: a change is left out when a later one of the same document
     * makes it void.
     */
    public List<LoggedChange> changesAfter(Scope scope, long lsn, int limit) {
        return of(scope, """
                select c.lsn, c.kind, c.document, c.revision from retrieval.change c join retrieval.document d
                  on (c.project, c.knowledge_base, c.document, c.lsn)
                   = (d.project, d.knowledge_base, d.id, d.lsn)
                where c.project = :project and c.knowledge_base = :kb and c.lsn > :lsn
                order by c.lsn limit :limit""").param("lsn", lsn).param("limit", limit).query((row,
                n) -> new LoggedChange(row.getLong("lsn"), row.getString("kind").equals("DELETE"),
                        row.getString("document"), row.getInt("revision"))).list();
    }

    /** The revisions whose texts lie in a pack. */
    List<Revision> inPack(Scope scope, String pack) {
        return of(scope, "select * from retrieval.revision" + OF_SCOPE + "and pack = :pack order by pack_start").param(
                "pack", pack).query(DocumentStore::revision).list();
    }

    /** The packs that hold texts of a document. */
    List<String> packsOf(Scope scope, String documentId) {
        return of(scope, "select distinct pack from retrieval.revision" + OF_SCOPE + "and document = :id").param("id",
                documentId).query((row, n) -> row.getString("pack")).list();
    }

    /**
     * An entry of the change log.
     *
     * @param revision the revision that was put, or the last one before the deletion
     */
    public record LoggedChange(long lsn, boolean deletion, String documentId, int revision) {
    }

    private JdbcClient.StatementSpec of(Scope scope, String sql) {
        return jdbc.sql(sql).param("project", scope.project().value()).param("kb", scope.knowledgeBase());
    }

    private static KnowledgeBaseRow knowledgeBase(ResultSet row, int n) throws SQLException {
        return new KnowledgeBaseRow(new Scope(new ProjectId(row.getString("project")), row.getString("name")),
                row.getString("incarnation"), row.getLong("lsn"), row.getString("version"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }

    private static DocumentHead head(ResultSet row, int n) throws SQLException {
        String state = row.getString("state");
        return new DocumentHead(row.getString("id"), row.getInt("revision"),
                state.equals("DELETED") ? null : DocumentState.valueOf(state), new Digest(row.getString("content")),
                row.getString("confirmed_version"), row.getLong("lsn"));
    }

    private static Revision revision(ResultSet row, int n) throws SQLException {
        String id = row.getString("document");
        int number = row.getInt("number");
        return new Revision(id, number, row.getString("title"), DocumentState.valueOf(row.getString("state")),
                new TextPlace(row.getString("pack"), row.getInt("pack_start"), row.getInt("pack_length"),
                        new Digest(row.getString("text_digest"))), facts(row.getString("facts"), id, number),
                row.getString("version"), row.getLong("lsn"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static List<Fact> facts(String json, String documentId, int revision) {
        List<Fact> facts = new ArrayList<>();
        for (JsonNode node : JSON.readTree(json)) {
            facts.add(new Fact(node.path("key").stringValue(), node.path("attribute").stringValue(),
                    node.path("value").stringValue(), node.path("unit").asString(null), documentId, revision,
                    new Span(node.path("start").intValue(), node.path("end").intValue())));
        }
        return facts;
    }

    /** The form facts are stored in. */
    static String toJson(List<Draft.DraftFact> facts) {
        var array = JSON.createArrayNode();
        for (Draft.DraftFact fact : facts) {
            array.addObject().put("key", fact.key()).put("attribute", fact.attribute()).put("value", fact.value()).put(
                    "unit", fact.unit()).put("start", fact.span().start()).put("end", fact.span().end());
        }
        return JSON.writeValueAsString(array);
    }
}

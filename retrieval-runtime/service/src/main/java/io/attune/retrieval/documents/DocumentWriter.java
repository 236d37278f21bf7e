package io.attune.retrieval.documents;

import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.index.Scope;
import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.UuidV7;
import io.attune.retrieval.documents.Written.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes documents. Texts are stored first, then one transaction holds the knowledge base's row, gives each change the
 * next number and writes it; so a number is visible only when every lower one is, and a text is there before a row names
 * it. Writing what is there already changes nothing.
 */
@Component
public class DocumentWriter {
    private static final int ATTEMPTS = 5;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final DocumentStore store;
    private final RevisionTexts texts;
    private final InstantSource clock;
    private final UuidV7 ids;

    DocumentWriter(JdbcTemplate jdbc, PlatformTransactionManager transactions, DocumentStore store,
            RevisionTexts texts, InstantSource clock, UuidV7 ids) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactions);
        this.store = store;
        this.texts = texts;
        this.clock = clock;
        this.ids = ids;
    }

    /** Makes a knowledge base when there is none of that name. */
    public void ensure(Scope scope) {
        jdbc.update("""
                insert into retrieval.knowledge_base (project, name, incarnation, created_at, changed_at)
                values (?, ?, ?, ?, ?) on conflict do nothing""", scope.project().value(), scope.knowledgeBase(),
                ids.next().toString(), now(), now());
    }

    /**
     * Gives each document whose content differs a further revision.
     *
     * @param drafts at most one for each document
     * @throws PlatformException not-found, when there is no such knowledge base
     */
    public Written write(Scope scope, List<Draft> drafts, Provenance provenance) {
        Map<String, Draft> byId = new LinkedHashMap<>();
        for (Draft draft : drafts) {
            if (byId.put(draft.id(), draft) != null) {
                throw new IllegalArgumentException("Document '" + draft.id() + "' is given twice");
            }
        }
        Map<String, Digest> contents = new HashMap<>();
        byId.forEach((id, draft) -> contents.put(id, draft.digest()));
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Map<String, TextPlace> places = storeTexts(scope, byId, contents);
            Optional<Written> written = transactions.execute(status -> {
                Optional<Written> appended = append(scope, byId, contents, places, provenance);
                if (appended.isEmpty()) {
                    status.setRollbackOnly();
                }
                return appended;
            });
            if (written != null && written.isPresent()) {
                return written.get();
            }
        }
        throw new PlatformException(ErrorCode.CONFLICT, "Documents of " + scope
                + " change faster than they are written",
                "Write them again.");
    }

    /**
     * Deletes a document with every revision's text. Deleting what is not there changes nothing.
     *
     * @return the knowledge base's last change
     */
    public long delete(Scope scope, String documentId) {
        List<String> packs = store.packsOf(scope, documentId);
        Long lsn = transactions.execute(status -> appendDeletion(scope, documentId));
        packs.forEach(pack -> repack(scope, pack));
        return lsn == null ? 0 : lsn;
    }

    /** Moves what is still needed out of a pack and removes the pack, so that the deleted text lies nowhere. */
    private void repack(Scope scope, String pack) {
        List<Revision> needed = store.inPack(scope, pack);
        List<TextPlace> moved = texts.put(scope, needed.stream().map(revision -> texts.get(scope,
                revision.place())).toList());
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < moved.size(); i++) {
            rows.add(Batches.row(moved.get(i).pack(), moved.get(i).start(), scope.project().value(),
                    scope.knowledgeBase(), needed.get(i).documentId(), needed.get(i).number(), pack));
        }
        jdbc.batchUpdate("""
                update retrieval.revision set pack = ?, pack_start = ?
                where project = ? and knowledge_base = ? and document = ? and number = ? and pack = ?""", rows);
        if (store.inPack(scope, pack).isEmpty()) {
            texts.delete(scope, pack);
        }
    }

    /** Notes that a version of the source was seen to say the same of these documents. */
    public void confirm(Scope scope, Collection<String> documentIds, String version) {
        jdbc.update("""
                update retrieval.document set confirmed_version = ?
                where project = ? and knowledge_base = ? and id = any(?) and confirmed_version is distinct from ?""",
                version, scope.project().value(), scope.knowledgeBase(), documentIds.toArray(String[]::new), version);
    }

    /** Notes which version of its source the knowledge base is at. */
    public void setVersion(Scope scope, String version) {
        jdbc.update("update retrieval.knowledge_base set version = ?, changed_at = ? where project = ? and name = ?",
                version, now(), scope.project().value(), scope.knowledgeBase());
    }

    /** Stores the texts that are not said yet, before any row names them. */
    private Map<String, TextPlace> storeTexts(Scope scope, Map<String, Draft> drafts, Map<String, Digest> contents) {
        Map<String, DocumentHead> heads = store.heads(scope, drafts.keySet());
        List<Draft> wanted = drafts.values().stream().filter(draft -> !isSaid(heads.get(draft.id()), contents.get(
                draft.id()))).toList();
        List<TextPlace> stored = texts.put(scope, wanted.stream().map(Draft::text).toList());
        Map<String, TextPlace> places = new HashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            places.put(wanted.get(i).id(), stored.get(i));
        }
        return places;
    }

    /** Empty when a document changed since its text was compared: then its text must be stored first. */
    private Optional<Written> append(Scope scope, Map<String, Draft> drafts, Map<String, Digest> contents,
            Map<String, TextPlace> places, Provenance provenance) {
        long lsn = lock(scope);
        Map<String, DocumentHead> heads = store.heads(scope, drafts.keySet());
        List<Written.Document> documents = new ArrayList<>();
        Batches batches = new Batches(scope, provenance);
        for (Draft draft : drafts.values()) {
            DocumentHead head = heads.get(draft.id());
            Digest content = contents.get(draft.id());
            if (head != null && isSaid(head, content)) {
                documents.add(new Written.Document(draft.id(), head.revision(), head.lsn(), Outcome.UNCHANGED));
                continue;
            }
            int number = head == null ? 1 : head.revision() + 1;
            Outcome outcome = head == null || head.isDeleted() ? Outcome.ADDED : Outcome.CHANGED;
            documents.add(new Written.Document(draft.id(), number, ++lsn, outcome));
            TextPlace place = places.get(draft.id());
            if (place == null || content == null) {
                return Optional.empty();
            }
            batches.add(draft, content, place, number, lsn);
        }
        batches.write();
        unlock(scope, lsn);
        return Optional.of(new Written(documents, lsn));
    }

    private long appendDeletion(Scope scope, String documentId) {
        long lsn = lock(scope);
        Optional<DocumentHead> head = store.head(scope, documentId).filter(found -> !found.isDeleted());
        if (head.isEmpty()) {
            return lsn;
        }
        lsn++;
        String project = scope.project().value();
        jdbc.update("delete from retrieval.revision where project = ? and knowledge_base = ? and document = ?", project,
                scope.knowledgeBase(), documentId);
        jdbc.update("""
                update retrieval.document set state = 'DELETED', lsn = ?, content = ?
                where project = ? and knowledge_base = ? and id = ?""", lsn, Digest.of("").hex(), project,
                scope.knowledgeBase(), documentId);
        jdbc.update("insert into retrieval.change values (?, ?, ?, 'DELETE', ?, ?)", project, scope.knowledgeBase(),
                lsn, documentId, head.get().revision());
        unlock(scope, lsn);
        return lsn;
    }

    private long lock(Scope scope) {
        List<Long> lsn = jdbc.query(
                "select lsn from retrieval.knowledge_base where project = ? and name = ? for update",
                (row, n) -> row.getLong(1), scope.project().value(), scope.knowledgeBase());
        if (lsn.isEmpty()) {
            throw unknown(scope);
        }
        return lsn.getFirst();
    }

    private void unlock(Scope scope, long lsn) {
        jdbc.update("""
                update retrieval.knowledge_base set changed_at = case when lsn = ? then changed_at else ? end, lsn = ?
                where project = ? and name = ?""", lsn, now(), lsn, scope.project().value(), scope.knowledgeBase());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static boolean isSaid(@Nullable DocumentHead head, @Nullable Digest content) {
        return head != null && !head.isDeleted() && head.content().equals(content);
    }

    /** What a caller hears who names a knowledge base that is not there. */
    public static PlatformException unknown(Scope scope) {
        return new PlatformException(ErrorCode.NOT_FOUND, "Project " + scope.project()
                + " has no knowledge base '" + scope.knowledgeBase() + "'",
                "PUT /api/v1/knowledge-bases/" + scope.knowledgeBase() + " makes it; GET /api/v1/knowledge-bases lists"
                        + " those there are.");
    }

    /** The rows of one write, sent together. */
    private final class Batches {
        private final Scope scope;
        private final Provenance provenance;
        private final List<Object[]> documents = new ArrayList<>();
        private final List<Object[]> revisions = new ArrayList<>();
        private final List<Object[]> changes = new ArrayList<>();

        Batches(Scope scope, Provenance provenance) {
            this.scope = scope;
            this.provenance = provenance;
        }

        void add(Draft draft, Digest content, TextPlace place, int number, long lsn) {
            String project = scope.project().value();
            String base = scope.knowledgeBase();
            String state = draft.state().name();
            documents.add(row(project, base, draft.id(), number, state, content.hex(), provenance.version(), lsn,
                    provenance.source()));
            revisions.add(row(project, base, draft.id(), number, draft.title(), state, place.text().hex(),
                    place.pack(), place.start(), place.length(), DocumentStore.toJson(draft.facts()),
                    provenance.version(), lsn, now()));
            changes.add(row(project, base, lsn, draft.id(), number));
        }

        void write() {
            jdbc.batchUpdate("""
                    insert into retrieval.document values (?, ?, ?, ?, ?, ?, nullif(?, ''), ?, nullif(?, ''))
                    on conflict (project, knowledge_base, id) do update set revision = excluded.revision,
                      state = excluded.state, content = excluded.content,
                      confirmed_version = excluded.confirmed_version, lsn = excluded.lsn,
                      source = coalesce(excluded.source, retrieval.document.source)""", documents);
            jdbc.batchUpdate(
                    "insert into retrieval.revision values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, nullif(?, ''), ?, ?)",
                    revisions);
            jdbc.batchUpdate("insert into retrieval.change values (?, ?, ?, 'PUT', ?, ?)", changes);
        }

        private static Object[] row(Object... values) {
            return values;
        }
    }
}

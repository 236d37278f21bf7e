package io.attune.retrieval.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;

import io.attune.index.Fact;
import io.attune.index.Scope;
import io.attune.index.Span;
import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.kernel.Problems;
import io.attune.platform.Audit;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.retrieval.documents.DocumentHead;
import io.attune.retrieval.documents.DocumentStore;
import io.attune.retrieval.documents.Draft;
import io.attune.retrieval.documents.Provenance;
import io.attune.retrieval.documents.Revision;
import io.attune.retrieval.documents.RevisionTexts;
import io.attune.retrieval.documents.Written;
import io.attune.retrieval.documents.Written.Outcome;
import io.attune.retrieval.knowledge.Knowledge;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Documents and their revisions. */
@RestController
@RequestMapping("/api/v1/knowledge-bases/{kb}")
class DocumentController {
    private static final int BATCH_MAX = 5_000;
    private static final ErrorCode GONE = new ErrorCode("document-deleted", ErrorKind.GONE);

    private final Knowledge knowledge;
    private final DocumentStore store;
    private final RevisionTexts texts;
    private final RevisionUrls urls;
    private final Audit audit;

    DocumentController(Knowledge knowledge, DocumentStore store, RevisionTexts texts, RevisionUrls urls, Audit audit) {
        this.knowledge = knowledge;
        this.store = store;
        this.texts = texts;
        this.urls = urls;
        this.audit = audit;
    }

    /** What a write did to one document. */
    record WrittenView(String id, int revision, long lsn, boolean unchanged) {
    }

    /** What a batch did. */
    record BatchView(int added, int changed, int unchanged, long lsn, List<WrittenView> documents) {
    }

    /** Several documents. */
    record BatchForm(@Nullable String version, @Nullable List<DocumentForm> documents) {
    }

    /** A revision in full; positions in code points. */
    record RevisionView(String id, int revision, String title, String state, String text, List<FactView> facts,
            @Nullable String version, long lsn, Instant createdAt, String url) {
    }

    /** A fact of a revision. */
    record FactView(String key, String attribute, String value, @Nullable String unit, int start, int end) {
    }

    @PutMapping("/documents/{id}")
    ResponseEntity<WrittenView> put(Caller caller, @PathVariable String kb, @PathVariable String id,
            @RequestBody DocumentForm form) {
        caller.require(Permission.EDITOR);
        Problems problems = new Problems();
        Draft draft = form.toDraft(id, "", problems);
        problems.throwIfAny("Document '" + id + "'");
        Written written = write(caller, kb, draft == null ? List.of() : List.of(draft), Provenance.CALLER);
        WrittenView view = view(written.documents().getFirst());
        return ResponseEntity.ok().header(Headers.INDEX_LSN, Long.toString(view.lsn())).body(view);
    }

    @PostMapping("/documents:batch")
    ResponseEntity<BatchView> batch(Caller caller, @PathVariable String kb, @RequestBody BatchForm form) {
        caller.require(Permission.EDITOR);
        Problems problems = new Problems();
        List<Draft> drafts = drafts(form, problems);
        problems.throwIfAny("The batch");
        String version = form.version() == null ? "" : form.version();
        Written written = write(caller, kb, drafts, new Provenance("", version));
        return ResponseEntity.ok().header(Headers.INDEX_LSN, Long.toString(written.lsn())).body(
                new BatchView(written.count(Outcome.ADDED), written.count(Outcome.CHANGED),
                        written.count(Outcome.UNCHANGED), written.lsn(),
                        written.documents().stream().map(DocumentController::view).toList()));
    }

    @DeleteMapping("/documents/{id}")
    ResponseEntity<Void> delete(Caller caller, @PathVariable String kb, @PathVariable String id) {
        caller.require(Permission.EDITOR);
        long lsn = knowledge.delete(new Scope(caller.project(), kb), id);
        audit.record(caller.project(), caller.name(), "document.delete", kb + "/" + id, Digest.of(id));
        return ResponseEntity.noContent().header(Headers.INDEX_LSN, Long.toString(lsn)).build();
    }

    @GetMapping("/documents/{id}")
    RevisionView newest(Caller caller, @PathVariable String kb, @PathVariable String id, HttpServletRequest request) {
        Scope scope = new Scope(caller.project(), kb);
        return view(scope, revision(scope, id, 0), request);
    }

    @GetMapping(path = "/documents/{id}/revisions/{number}", produces = MediaType.APPLICATION_JSON_VALUE)
    RevisionView revision(Caller caller, @PathVariable String kb, @PathVariable String id, @PathVariable int number,
            HttpServletRequest request) {
        Scope scope = new Scope(caller.project(), kb);
        return view(scope, revision(scope, id, number), request);
    }

    @GetMapping(path = "/documents/{id}/revisions/{number}", produces = "text/plain;charset=UTF-8")
    String text(Caller caller, @PathVariable String kb, @PathVariable String id, @PathVariable int number) {
        Scope scope = new Scope(caller.project(), kb);
        return text(scope, revision(scope, id, number));
    }

    private Written write(Caller caller, String kb, List<Draft> drafts, Provenance provenance) {
        Written written = knowledge.write(new Scope(caller.project(), kb), drafts, provenance);
        audit.record(caller.project(), caller.name(), "document.write", kb,
                Digest.of(written.documents().toString()));
        return written;
    }

    private static List<Draft> drafts(BatchForm form, Problems problems) {
        List<DocumentForm> documents = form.documents() == null ? List.of() : form.documents();
        if (documents.isEmpty() || documents.size() > BATCH_MAX) {
            problems.add("/documents", 0, "a batch has 1 to " + BATCH_MAX + " documents, and not " + documents.size(),
                    "Split it.");
        }
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < Math.min(BATCH_MAX, documents.size()); i++) {
            DocumentForm document = documents.get(i);
            String place = "/documents/" + i;
            if (document.id() == null) {
                problems.add(place + "/id", 0, "the document has no id", "Give each document its stable id.");
                continue;
            }
            Draft draft = document.toDraft(document.id(), place, problems);
            if (draft != null) {
                drafts.add(draft);
            }
        }
        return drafts;
    }

    /** A revision by number; 0 is the newest. */
    private Revision revision(Scope scope, String id, int number) {
        DocumentHead head = store.head(scope, id).orElseThrow(() -> notFound(scope, "document '" + id + "'"));
        if (head.isDeleted()) {
            throw new PlatformException(GONE, "Document '" + id + "' of " + scope + " was deleted", "");
        }
        int wanted = number == 0 ? head.revision() : number;
        return store.revision(scope, id, wanted).orElseThrow(() -> notFound(scope, "revision " + wanted
                + " of document '" + id + "'"));
    }

    private RevisionView view(Scope scope, Revision revision, HttpServletRequest request) {
        String text = text(scope, revision);
        List<FactView> facts = new ArrayList<>();
        for (Fact fact : revision.facts()) {
            Span place = CodePoints.of(text, fact.span());
            facts.add(new FactView(fact.key(), fact.attribute(), fact.value(), fact.unit(), place.start(),
                    place.end()));
        }
        return new RevisionView(revision.documentId(), revision.number(), revision.title(),
                revision.state().name().toLowerCase(Locale.ROOT), text, facts, revision.version(), revision.lsn(),
                revision.createdAt(),
                urls.of(request, scope.knowledgeBase(), revision.documentId(), revision.number()));
    }

    private String text(Scope scope, Revision revision) {
        return texts.get(scope, revision.place());
    }

    private static WrittenView view(Written.Document document) {
        return new WrittenView(document.id(), document.revision(), document.lsn(),
                document.outcome() == Outcome.UNCHANGED);
    }

    private static PlatformException notFound(Scope scope, String what) {
        return new PlatformException(ErrorCode.NOT_FOUND, "There is no " + what + " in " + scope,
                "Look the document up with /search or /facts.");
    }
}

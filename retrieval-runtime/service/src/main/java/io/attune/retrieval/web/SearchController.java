package io.attune.retrieval.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.servlet.http.HttpServletRequest;

import io.attune.index.DocumentState;
import io.attune.index.Fact;
import io.attune.index.Fusion;
import io.attune.index.KnowledgeIndex;
import io.attune.index.Scope;
import io.attune.index.SearchHit;
import io.attune.index.SearchRequest;
import io.attune.index.SearchResult;
import io.attune.index.Span;
import io.attune.platform.Caller;
import io.attune.retrieval.documents.DocumentStore;
import io.attune.retrieval.documents.Revision;
import io.attune.retrieval.documents.RevisionTexts;
import io.attune.retrieval.indexing.Embeddings;
import io.attune.retrieval.indexing.Indexes;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Search and exact facts. */
@RestController
@RequestMapping("/api/v1/knowledge-bases/{kb}")
class SearchController {
    private final Indexes indexes;
    private final Embeddings embeddings;
    private final DocumentStore store;
    private final RevisionTexts texts;
    private final RevisionUrls urls;

    SearchController(Indexes indexes, Embeddings embeddings, DocumentStore store, RevisionTexts texts,
            RevisionUrls urls) {
        this.indexes = indexes;
        this.embeddings = embeddings;
        this.store = store;
        this.texts = texts;
        this.urls = urls;
    }

    /** A passage that was found; positions in code points. */
    record HitView(String document, int revision, String title, String state, String text, int start, int end,
            String url, double score, boolean vectorPending, @Nullable Map<String, SearchHit.Found> explain) {
    }

    /** What a search found. */
    record SearchView(List<HitView> items, long indexedLsn) {
    }

    /** A fact and where it stands; positions in code points. */
    record FactView(String key, String attribute, String value, @Nullable String unit, String document, int revision,
            String state, int start, int end, String url) {
    }

    /** The facts of a key. */
    record FactsView(String key, List<FactView> facts, long indexedLsn) {
    }

    @GetMapping("/search")
    ResponseEntity<SearchView> search(Caller caller, @PathVariable String kb, @RequestParam String q,
            @RequestParam(defaultValue = "10") int limit, @RequestParam(defaultValue = "false") boolean explain,
            HttpServletRequest request) {
        Scope scope = new Scope(caller.project(), kb);
        KnowledgeIndex index = indexes.current(scope);
        SearchResult result = index.search(
                new SearchRequest(q, embeddings.ofQuestion(q), List.of(q), Math.min(limit, 100), Fusion.DEFAULT));
        List<HitView> items = result.hits().stream().flatMap(hit -> view(scope, hit, explain,
                request).stream()).toList();
        return ResponseEntity.ok().header(Headers.MAX_INDEXED_LSN, Long.toString(result.indexedLsn())).body(
                new SearchView(items, result.indexedLsn()));
    }

    @GetMapping("/facts")
    ResponseEntity<FactsView> facts(Caller caller, @PathVariable String kb, @RequestParam String key,
            HttpServletRequest request) {
        Scope scope = new Scope(caller.project(), kb);
        KnowledgeIndex index = indexes.current(scope);
        long lsn = index.appliedLsn();
        List<FactView> facts = index.facts(List.of(key)).stream().flatMap(fact -> view(scope, fact,
                request).stream()).toList();
        return ResponseEntity.ok().header(Headers.MAX_INDEXED_LSN, Long.toString(lsn)).body(new FactsView(key, facts,
                lsn));
    }

    /** Empty when the document changed since the index was read. */
    private Optional<HitView> view(Scope scope, SearchHit hit, boolean explain, HttpServletRequest request) {
        String document = hit.passage().documentId();
        int number = hit.passage().revision();
        return store.revision(scope, document, number).map(revision -> {
            Span place = CodePoints.of(text(scope, revision), hit.passage().span());
            Map<String, SearchHit.Found> why = new TreeMap<>();
            hit.explain().forEach((strategy, found) -> why.put(strategy.name().toLowerCase(Locale.ROOT), found));
            return new HitView(document, number, hit.passage().title(), word(hit.passage().state()),
                    hit.passage().text(), place.start(), place.end(),
                    urls.of(request, scope.knowledgeBase(), document, number, place), hit.score(),
                    hit.vectorPending(), explain ? why : null);
        });
    }

    private Optional<FactView> view(Scope scope, Fact fact, HttpServletRequest request) {
        return store.revision(scope, fact.documentId(), fact.revision()).map(revision -> {
            Span place = CodePoints.of(text(scope, revision), fact.span());
            return new FactView(fact.key(), fact.attribute(), fact.value(), fact.unit(), fact.documentId(),
                    fact.revision(), word(revision.state()), place.start(), place.end(),
                    urls.of(request, scope.knowledgeBase(), fact.documentId(), fact.revision(), place));
        });
    }

    private String text(Scope scope, Revision revision) {
        return texts.get(scope, revision.place());
    }

    private static String word(DocumentState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}

package io.attune.index;

import java.util.ArrayList;
import java.util.List;

import io.attune.kernel.ProjectId;

/** Documents for tests, as small as the case allows. */
final class Documents {
    static final Scope SCOPE = new Scope(ProjectId.DEFAULT, "manual");

    private Documents() {}

    static IndexedDocument document(String id, int revision, String text) {
        return new IndexedDocument(id, revision, id, text, DocumentState.ACTIVE, List.of());
    }

    /** A document that gives a default, with the fact read from it. */
    static IndexedDocument withDefault(String key, int revision, String value) {
        String text = "About " + key + ".\nDefault: " + value;
        int start = text.lastIndexOf(value);
        Fact fact = new Fact(key, "default", value, null, key, revision, new Span(start, start + value.length()));
        return new IndexedDocument(key, revision, key, text, DocumentState.ACTIVE, List.of(fact));
    }

    static IndexChange.Put put(long lsn, IndexedDocument document) {
        return new IndexChange.Put(lsn, document);
    }

    static List<String> found(KnowledgeIndex index, String query) {
        List<String> ids = new ArrayList<>();
        index.search(SearchRequest.lexical(query, 10)).hits().forEach(hit -> ids.add(hit.passage().documentId()));
        return ids;
    }
}

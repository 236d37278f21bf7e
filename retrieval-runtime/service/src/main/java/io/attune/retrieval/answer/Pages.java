package io.attune.retrieval.answer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.index.Fact;
import io.attune.index.Scope;
import io.attune.retrieval.Citation;
import io.attune.retrieval.documents.DocumentStore;
import io.attune.retrieval.documents.Revision;
import io.attune.retrieval.documents.RevisionTexts;
import org.springframework.stereotype.Component;

/** Reads newest revisions as the database has them, and holds citations against them. */
@Component
class Pages {
    private final DocumentStore store;
    private final RevisionTexts texts;

    Pages(DocumentStore store, RevisionTexts texts) {
        this.store = store;
        this.texts = texts;
    }

    /** The newest pages of those documents that are there, in the order asked for. */
    List<Page> newest(Scope scope, Collection<String> documentIds) {
        List<String> ids = documentIds.stream().distinct().toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<String, Page> pages = new LinkedHashMap<>();
        for (Revision revision : store.newest(scope, ids)) {
            pages.put(revision.documentId(), page(scope, revision));
        }
        List<Page> ordered = new ArrayList<>();
        for (String id : ids) {
            Page page = pages.get(id);
            if (page != null) {
                ordered.add(page);
            }
        }
        return ordered;
    }

    /**
     * Whether every citation is true now: its document is not deleted, its revision is kept, and its quote stands at its
     * span.
     */
    boolean holds(Scope scope, List<Citation> citations) {
        return citations.stream().allMatch(citation -> {
            Optional<Revision> revision = store.revision(scope, citation.document(), citation.revision());
            return revision.isPresent() && isQuoted(page(scope, revision.get()), citation);
        });
    }

    private static boolean isQuoted(Page page, Citation citation) {
        return citation.span().fits(page.text()) && citation.span().in(page.text()).equals(citation.quote());
    }

    private Page page(Scope scope, Revision revision) {
        String text = texts.get(scope, revision.place());
        for (Fact fact : revision.facts()) {
            if (!fact.span().fits(text) || !fact.span().in(text).equals(fact.value())) {
                throw new IllegalStateException("The " + fact.attribute() + " of '" + fact.key()
                        + "' does not stand in revision " + revision.number() + " of " + revision.documentId());
            }
        }
        return new Page(revision, text);
    }
}

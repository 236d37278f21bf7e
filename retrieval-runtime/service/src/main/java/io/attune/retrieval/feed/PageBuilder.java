package io.attune.retrieval.feed;

import java.util.ArrayList;
import java.util.List;

import io.attune.index.DocumentState;
import io.attune.index.Span;
import io.attune.retrieval.documents.Draft;
import io.attune.retrieval.documents.Draft.DraftFact;
import org.jspecify.annotations.Nullable;

/** Writes a document and notes where each value comes to stand. */
final class PageBuilder {
    private final String key;
    private final StringBuilder text = new StringBuilder();
    private final List<DraftFact> facts = new ArrayList<>();

    PageBuilder(String key) {
        this.key = key;
    }

    PageBuilder text(String words) {
        text.append(words);
        return this;
    }

    PageBuilder fact(String attribute, String value) {
        return fact(attribute, value, null);
    }

    PageBuilder fact(String attribute, String value, @Nullable String unit) {
        int start = text.length();
        text.append(value);
        facts.add(new DraftFact(key, attribute, value, unit, new Span(start, text.length())));
        return this;
    }

    Draft build(DocumentState state) {
        return new Draft(key, key, text.toString(), state, facts);
    }
}

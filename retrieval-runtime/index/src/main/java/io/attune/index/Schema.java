package io.attune.index;

import java.util.ArrayList;
import java.util.List;

import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.jspecify.annotations.Nullable;

/** How passages and facts lie in Lucene: one Lucene document each. */
final class Schema {
    static final String KIND = "kind";
    static final String SCOPE = "scope";
    static final String DOCUMENT = "document";
    /** A passage's own name: document, change and place; never used twice. */
    static final String PASSAGE = "passage";
    static final String TEXT = "text";
    static final String NAME = "name";
    static final String VECTOR = "vector";
    static final String PENDING = "pending";
    static final String KEY = "key";

    static final String KIND_PASSAGE = "passage";
    static final String KIND_FACT = "fact";
    static final String YES = "yes";

    private static final String REVISION = "revision";
    private static final String START = "start";
    private static final String END = "end";
    private static final String TITLE = "title";
    private static final String BODY = "body";
    private static final String STATE = "state";
    private static final String RAW_KEY = "rawKey";
    private static final String ATTRIBUTE = "attribute";
    private static final String VALUE = "value";
    private static final String UNIT = "unit";

    private Schema() {}

    /** Everything of one revision, to replace what the index holds of the document. */
    static List<Document> documents(Scope scope, IndexChange.Put put) {
        List<Document> documents = new ArrayList<>();
        for (Passage passage : Passages.of(put.document())) {
            String name = passage.documentId() + '\n' + put.lsn() + '\n' + passage.span().start();
            documents.add(passage(scope, name, passage, null));
        }
        for (Fact fact : put.document().facts()) {
            documents.add(fact(scope, fact));
        }
        return documents;
    }

    static Term ofDocument(String documentId) {
        return new Term(DOCUMENT, documentId);
    }

    /** A passage, with its vector or waiting for it. */
    static Document passage(Scope scope, String name, Passage passage, @Nullable Embedding vector) {
        Document document = head(scope, KIND_PASSAGE, passage.documentId(), passage.revision(), passage.span());
        document.add(new StringField(PASSAGE, name, Field.Store.YES));
        document.add(new TextField(TEXT, passage.title() + "\n" + passage.text(), Field.Store.NO));
        document.add(new TextField(NAME, passage.title(), Field.Store.NO));
        document.add(new StoredField(TITLE, passage.title()));
        document.add(new StoredField(BODY, passage.text()));
        document.add(new StoredField(STATE, passage.state().name()));
        if (vector == null) {
            document.add(new StringField(PENDING, YES, Field.Store.YES));
        } else {
            document.add(new KnnFloatVectorField(VECTOR, vector.toArray(), VectorSimilarityFunction.DOT_PRODUCT));
        }
        return document;
    }

    static Passage toPassage(Document document) {
        return new Passage(text(document, DOCUMENT), number(document, REVISION), span(document),
                text(document, TITLE), text(document, BODY), DocumentState.valueOf(text(document, STATE)));
    }

    static boolean isPending(Document document) {
        return document.get(PENDING) != null;
    }

    static Fact toFact(Document document) {
        return new Fact(text(document, RAW_KEY), text(document, ATTRIBUTE), text(document, VALUE), document.get(UNIT),
                text(document, DOCUMENT), number(document, REVISION), span(document));
    }

    private static Document fact(Scope scope, Fact fact) {
        Document document = head(scope, KIND_FACT, fact.documentId(), fact.revision(), fact.span());
        document.add(new StringField(KEY, FactKey.relaxed(fact.key()), Field.Store.NO));
        document.add(new StoredField(RAW_KEY, fact.key()));
        document.add(new StoredField(ATTRIBUTE, fact.attribute()));
        document.add(new StoredField(VALUE, fact.value()));
        if (fact.unit() != null) {
            document.add(new StoredField(UNIT, fact.unit()));
        }
        return document;
    }

    private static Document head(Scope scope, String kind, String documentId, int revision, Span span) {
        Document document = new Document();
        document.add(new StringField(KIND, kind, Field.Store.NO));
        document.add(new StringField(SCOPE, scope.toString(), Field.Store.NO));
        document.add(new StringField(DOCUMENT, documentId, Field.Store.YES));
        document.add(new StoredField(REVISION, revision));
        document.add(new StoredField(START, span.start()));
        document.add(new StoredField(END, span.end()));
        return document;
    }

    private static Span span(Document document) {
        return new Span(number(document, START), number(document, END));
    }

    static String text(Document document, String field) {
        String value = document.get(field);
        if (value == null) {
            throw new IllegalStateException("The index holds a document without " + field + "; build it again");
        }
        return value;
    }

    private static int number(Document document, String field) {
        IndexableField value = document.getField(field);
        if (value == null || value.numericValue() == null) {
            throw new IllegalStateException("The index holds a document without " + field + "; build it again");
        }
        return value.numericValue().intValue();
    }
}

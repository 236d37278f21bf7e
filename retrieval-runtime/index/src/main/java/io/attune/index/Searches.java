package io.attune.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.lucene.document.Document;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** The queries over one searcher. Every one of them is filtered by the scope. */
final class Searches {
    private static final int CANDIDATES_MIN = 100;
    private static final int QUERY_TERMS_MAX = 256;
    private static final int FACTS_MAX = 1_000;
    private static final int BACKGROUND = 1_000;
    private static final float NAME_WEIGHT = 0.5f;

    private final Scope scope;
    private final Analysis analysis;
    private final IndexSearcher searcher;

    Searches(Scope scope, Analysis analysis, IndexSearcher searcher) {
        this.scope = scope;
        this.analysis = analysis;
        this.searcher = searcher;
    }

    List<SearchHit> search(SearchRequest request) throws IOException {
        int depth = Math.max(CANDIDATES_MIN, request.limit());
        Fuser fuser = new Fuser();
        if (!request.keys().isEmpty()) {
            fuser.add(Strategy.EXACT, byKeys(request.keys(), depth));
        }
        fuser.add(Strategy.LEXICAL, searcher.search(within(lexical(request.query())), depth).scoreDocs);
        if (request.vector().isPresent()) {
            float[] vector = request.vector().get().toArray();
            fuser.add(Strategy.DENSE, searcher.search(
                    new KnnFloatVectorQuery(Schema.VECTOR, vector, depth, passages()), depth).scoreDocs);
        }
        return hits(fuser.fuse(request.fusion()), request.limit());
    }

    List<Fact> facts(Collection<String> keys) throws IOException {
        List<Fact> facts = new ArrayList<>();
        StoredFields stored = searcher.storedFields();
        for (ScoreDoc found : searcher.search(factsOf(keys), FACTS_MAX).scoreDocs) {
            facts.add(Schema.toFact(stored.document(found.doc)));
        }
        return facts;
    }

    Evidence evidence(String question, Passage passage) throws IOException {
        Set<String> asked = analysis.terms(Schema.TEXT, question);
        Set<String> said = analysis.terms(Schema.TEXT, passage.title() + "\n" + passage.text());
        Set<String> named = analysis.terms(Schema.NAME, passage.title());
        long passages = count(passages());
        double all = 0;
        double matchedWeight = 0;
        int matched = 0;
        for (String term : asked) {
            double weight = weight(term, passages);
            all += weight;
            if (said.contains(term) || named.contains(term)) {
                matchedWeight += weight;
                matched++;
            }
        }
        double most = Math.log(1 + (passages + BACKGROUND + 0.5) / 0.5);
        return new Evidence(asked.size(), matched, all > 0 ? matchedWeight / all : 0,
                asked.isEmpty() ? 0 : matchedWeight / (asked.size() * most));
    }

    int count(Query query) throws IOException {
        return searcher.count(query);
    }

    /** Passages without a vector, in the order they came, as they are stored. */
    List<Document> pending(int limit) throws IOException {
        List<Document> documents = new ArrayList<>();
        StoredFields stored = searcher.storedFields();
        for (ScoreDoc found : searcher.search(pending(), Math.max(1, limit)).scoreDocs) {
            documents.add(stored.document(found.doc));
        }
        return documents;
    }

    Query pending() {
        return filter(new TermQuery(new Term(Schema.PENDING, Schema.YES)));
    }

    Query passages() {
        return filter(new TermQuery(new Term(Schema.KIND, Schema.KIND_PASSAGE)));
    }

    Query facts() {
        return filter(new TermQuery(new Term(Schema.KIND, Schema.KIND_FACT)));
    }

    /**
     * Inverse document frequency as BM25 has it, as if the passages stood among a thousand others: in a small knowledge
     * base a word that half of it holds still says something.
     */
    private double weight(String term, long passages) throws IOException {
        long known = Math.max(searcher.getIndexReader().docFreq(new Term(Schema.TEXT, term)),
                searcher.getIndexReader().docFreq(new Term(Schema.NAME, term)));
        return Math.log(1 + (Math.max(0, passages + BACKGROUND - known) + 0.5) / (known + 0.5));
    }

    private Query lexical(String question) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        analysis.terms(Schema.TEXT, question).stream().limit(QUERY_TERMS_MAX).forEach(term -> query.add(new TermQuery(
                new Term(Schema.TEXT, term)), Occur.SHOULD));
        analysis.terms(Schema.NAME, question).stream().limit(QUERY_TERMS_MAX).forEach(term -> query.add(new BoostQuery(
                new TermQuery(new Term(Schema.NAME, term)), NAME_WEIGHT),
                Occur.SHOULD));
        BooleanQuery built = query.build();
        return built.clauses().isEmpty() ? new MatchNoDocsQuery("the question has no terms") : built;
    }

    private Query within(Query query) {
        return new BooleanQuery.Builder().add(query, Occur.MUST).add(passages(), Occur.FILTER).build();
    }

    private Query filter(Query query) {
        return new BooleanQuery.Builder().add(query, Occur.FILTER).add(new TermQuery(new Term(Schema.SCOPE,
                scope.toString())), Occur.FILTER).build();
    }

    private Query factsOf(Collection<String> keys) {
        List<BytesRef> forms = keys.stream().map(FactKey::relaxed).distinct().map(BytesRef::new).toList();
        return filter(new TermInSetQuery(Schema.KEY, forms));
    }

    /** The first passage of each document that holds a fact of one of the keys. */
    private ScoreDoc[] byKeys(List<String> keys, int limit) throws IOException {
        Set<BytesRef> documents = facts(keys).stream().map(fact -> new BytesRef(fact.documentId())).collect(
                Collectors.toSet());
        if (documents.isEmpty()) {
            return new ScoreDoc[0];
        }
        Query query = new BooleanQuery.Builder().add(new TermInSetQuery(Schema.DOCUMENT, documents), Occur.FILTER).add(
                passages(), Occur.FILTER).build();
        Map<String, ScoreDoc> firsts = new LinkedHashMap<>();
        StoredFields stored = searcher.storedFields();
        for (ScoreDoc found : searcher.search(query, limit).scoreDocs) {
            Passage passage = Schema.toPassage(stored.document(found.doc));
            if (passage.span().start() == 0 || !firsts.containsKey(passage.documentId())) {
                firsts.put(passage.documentId(), new ScoreDoc(found.doc, 1));
            }
        }
        return firsts.values().toArray(ScoreDoc[]::new);
    }

    private List<SearchHit> hits(List<Fuser.Candidate> candidates, int limit) throws IOException {
        List<SearchHit> hits = new ArrayList<>();
        StoredFields stored = searcher.storedFields();
        for (Fuser.Candidate candidate : candidates.subList(0, Math.min(limit, candidates.size()))) {
            Document document = stored.document(candidate.doc);
            hits.add(new SearchHit(Schema.toPassage(document), candidate.score, candidate.found,
                    Schema.isPending(document)));
        }
        return hits;
    }
}

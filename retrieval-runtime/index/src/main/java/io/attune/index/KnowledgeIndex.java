package io.attune.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;
import org.jspecify.annotations.Nullable;

/**
 * The search index of one knowledge base. Thread-safe: one change at a time, any number of readers, none of which waits.
 *
 * <p>A change is visible to every read that begins after {@link #apply} returned. It is on disk after {@link #commit};
 * what was not committed is applied again from the log.
 */
public final class KnowledgeIndex implements AutoCloseable {
    private static final float K1 = 0.9f;
    private static final float B = 0.4f;
    private static final int HNSW_CONNECTIONS = 16;
    private static final int HNSW_BEAM = 100;
    private static final String LSN = "lsn";

    private final Scope scope;
    private final Analysis analysis = new Analysis();
    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile long appliedLsn;

    private KnowledgeIndex(Scope scope, Directory directory) throws IOException {
        this.scope = scope;
        this.directory = directory;
        this.writer = new IndexWriter(directory, new IndexWriterConfig(analysis.byField()).setSimilarity(
                new BM25Similarity(K1, B)).setCodec(new QuantizedVectors())
                // a reader must not wait for merges: a change is to be seen at once
                .setMaxFullFlushMergeWaitMillis(0));
        this.appliedLsn = committedLsn(writer);
        this.searchers = new SearcherManager(writer, new Bm25Searchers());
    }

    /**
     * Opens the index in a folder, or makes an empty one.
     *
     * @throws UncheckedIOException when the folder cannot be used, another process holds it, or it is damaged
     */
    public static KnowledgeIndex open(Scope scope, Path folder) {
        return io(() -> new KnowledgeIndex(scope, FSDirectory.open(folder)));
    }

    /** An index that is gone when it is closed. */
    public static KnowledgeIndex inMemory(Scope scope) {
        return io(() -> new KnowledgeIndex(scope, new ByteBuffersDirectory()));
    }

    public Scope scope() {
        return scope;
    }

    /** The last change the index holds; 0 when it holds none. */
    public long appliedLsn() {
        return appliedLsn;
    }

    /**
     * Applies changes in the order of their numbers and makes them visible together. Those the index holds already are
     * passed over.
     *
     * @throws IllegalArgumentException when the numbers do not rise
     */
    public void apply(List<? extends IndexChange> changes) {
        exclusively(() -> {
            long last = appliedLsn;
            for (int i = 0; i < changes.size(); i++) {
                IndexChange change = changes.get(i);
                if (i > 0 && change.lsn() <= changes.get(i - 1).lsn()) {
                    throw new IllegalArgumentException("Change " + change.lsn() + " of " + scope
                            + " comes after change " + changes.get(i - 1).lsn());
                }
                if (change.lsn() > last) {
                    apply(change);
                    last = change.lsn();
                }
            }
            searchers.maybeRefreshBlocking();
            appliedLsn = last;
            return last;
        });
    }

    /**
     * Writes everything applied so far to disk. Changes go on meanwhile: what is written may hold a change that the
     * number beside it does not count yet, and applying that one again changes nothing.
     */
    public void commit() {
        io(() -> {
            if (appliedLsn != committedLsn(writer) || writer.hasUncommittedChanges()) {
                writer.setLiveCommitData(Map.of(LSN, Long.toString(appliedLsn)).entrySet());
                writer.commit();
            }
            return appliedLsn;
        });
    }

    /** Searches with every strategy the request allows and fuses what they find. */
    public SearchResult search(SearchRequest request) {
        long lsn = appliedLsn;
        return new SearchResult(reading(searches -> searches.search(request)), lsn);
    }

    /** The facts of some keys, however they are written. */
    public List<Fact> facts(Collection<String> keys) {
        return keys.isEmpty() ? List.of() : reading(searches -> searches.facts(keys));
    }

    /** Whether the knowledge base has exact facts at all. */
    public boolean holdsFacts() {
        return reading(searches -> searches.count(searches.facts())) > 0;
    }

    /** How much of a question a passage speaks of. */
    public Evidence evidence(String question, Passage passage) {
        return reading(searches -> searches.evidence(question, passage));
    }

    /** How many passages can be found. */
    public long passages() {
        return reading(searches -> searches.count(searches.passages()));
    }

    /** How many passages wait for their vector. */
    public long vectorsPending() {
        return reading(searches -> searches.count(searches.pending()));
    }

    /**
     * Embeds passages that wait for their vector and attaches what is still current by then. Several calls at once are
     * safe but do the same work twice.
     *
     * @param limit the most passages to take
     * @param executor where texts are embedded, one task each
     * @return how many passages were taken; 0 when none waits
     */
    public int attachVectors(Embedder embedder, int limit, Executor executor) {
        List<Document> waiting = reading(searches -> searches.pending(limit));
        List<FutureTask<Embedding>> tasks = new ArrayList<>();
        for (Document document : waiting) {
            Passage passage = Schema.toPassage(document);
            FutureTask<Embedding> task = new FutureTask<>(
                    () -> embedder.embed(passage.title() + "\n" + passage.text()));
            tasks.add(task);
            executor.execute(task);
        }
        List<Embedding> vectors = tasks.stream().map(KnowledgeIndex::join).toList();
        exclusively(() -> attach(waiting, vectors));
        return waiting.size();
    }

    /** Commits and closes. The index is not usable afterwards. */
    @Override
    public void close() {
        exclusively(() -> {
            writer.setLiveCommitData(Map.of(LSN, Long.toString(appliedLsn)).entrySet());
            searchers.close();
            writer.close();
            directory.close();
            return true;
        });
    }

    private void apply(IndexChange change) throws IOException {
        switch (change) {
            case IndexChange.Put put -> writer.updateDocuments(Schema.ofDocument(put.documentId()),
                    Schema.documents(scope, put));
            case IndexChange.Delete delete -> writer.deleteDocuments(Schema.ofDocument(delete.documentId()));
        }
    }

    /** A passage whose document changed meanwhile is no longer there under its name, and its vector is dropped. */
    private int attach(List<Document> waiting, List<Embedding> vectors) throws IOException {
        searchers.maybeRefreshBlocking();
        int attached = 0;
        IndexSearcher searcher = searchers.acquire();
        try {
            for (int i = 0; i < waiting.size(); i++) {
                String name = Schema.text(waiting.get(i), Schema.PASSAGE);
                Term term = new Term(Schema.PASSAGE, name);
                if (searcher.count(new TermQuery(term)) > 0) {
                    writer.updateDocument(term,
                            Schema.passage(scope, name, Schema.toPassage(waiting.get(i)), vectors.get(i)));
                    attached++;
                }
            }
        } finally {
            searchers.release(searcher);
        }
        searchers.maybeRefreshBlocking();
        return attached;
    }

    private <T> T reading(Read<T> read) {
        return io(() -> {
            IndexSearcher searcher = searchers.acquire();
            try {
                return read.from(new Searches(scope, analysis, searcher));
            } finally {
                searchers.release(searcher);
            }
        });
    }

    private <T> T exclusively(Io<T> work) {
        writing.lock();
        try {
            return io(work);
        } finally {
            writing.unlock();
        }
    }

    private static long committedLsn(IndexWriter writer) {
        Iterable<Map.Entry<String, String>> data = writer.getLiveCommitData();
        if (data != null) {
            for (Map.Entry<String, String> entry : data) {
                if (entry.getKey().equals(LSN)) {
                    return Long.parseLong(entry.getValue());
                }
            }
        }
        return 0;
    }

    private static Embedding join(FutureTask<Embedding> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while passages were embedded", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException("A passage could not be embedded", e.getCause());
        }
    }

    private static <T> T io(Io<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Work that may touch the disk. */
    @FunctionalInterface
    private interface Io<T> {
        T run() throws IOException;
    }

    /** A read of one searcher. */
    @FunctionalInterface
    private interface Read<T> {
        T from(Searches searches) throws IOException;
    }

    /** Searchers that score as the writer does. */
    private static final class Bm25Searchers extends SearcherFactory {
        @Override
        public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
            IndexSearcher searcher = new IndexSearcher(reader);
            searcher.setSimilarity(new BM25Similarity(K1, B));
            return searcher;
        }
    }

    /** int8 vectors in a navigable small-world graph; everything else as Lucene has it. */
    private static final class QuantizedVectors extends Lucene104Codec {
        private final KnnVectorsFormat vectors = new Lucene104HnswScalarQuantizedVectorsFormat(
                ScalarEncoding.UNSIGNED_BYTE, HNSW_CONNECTIONS, HNSW_BEAM);

        @Override
        public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
            return vectors;
        }
    }
}

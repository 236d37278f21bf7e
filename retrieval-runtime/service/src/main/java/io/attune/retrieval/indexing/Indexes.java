package io.attune.retrieval.indexing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.attune.index.IndexChange;
import io.attune.index.IndexedDocument;
import io.attune.index.KnowledgeIndex;
import io.attune.index.Scope;
import io.attune.platform.PlatformProperties;
import io.attune.retrieval.RetrievalProperties;
import io.attune.retrieval.documents.DocumentStore;
import io.attune.retrieval.documents.DocumentStore.LoggedChange;
import io.attune.retrieval.documents.DocumentWriter;
import io.attune.retrieval.documents.KnowledgeBaseRow;
import io.attune.retrieval.documents.Revision;
import io.attune.retrieval.documents.RevisionTexts;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** This machine's search indexes, one folder for each knowledge base. Thread-safe. */
@Component
public class Indexes implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Indexes.class);
    private static final int BATCH = 1_000;

    private final DocumentStore store;
    private final RevisionTexts texts;
    private final Path folder;
    private final Map<Scope, Open> open = new ConcurrentHashMap<>();

    Indexes(DocumentStore store, RevisionTexts texts, RetrievalProperties settings, PlatformProperties platform) {
        this.store = store;
        this.texts = texts;
        Path configured = settings.indexFolder();
        this.folder = configured == null ? platform.home().resolve("index") : configured;
    }

    /** An index and the incarnation of the knowledge base it belongs to. */
    private record Open(String incarnation, KnowledgeIndex index) {
    }

    /**
     * The index with every change applied that was committed before the call.
     *
     * @throws io.attune.kernel.PlatformException not-found, when there is no such knowledge base
     */
    public KnowledgeIndex current(Scope scope) {
        KnowledgeBaseRow row = store.knowledgeBase(scope).orElseThrow(() -> DocumentWriter.unknown(scope));
        KnowledgeIndex index = open(row);
        if (index.appliedLsn() < row.lsn()) {
            catchUp(index);
        }
        return index;
    }

    /** The indexes that are open now. */
    List<KnowledgeIndex> open() {
        return open.values().stream().map(Open::index).toList();
    }

    @Override
    public void close() {
        open.values().forEach(entry -> entry.index().close());
        open.clear();
    }

    private KnowledgeIndex open(KnowledgeBaseRow row) {
        return open.compute(row.scope(), (scope, known) -> {
            if (known != null && known.incarnation().equals(row.incarnation())) {
                return known;
            }
            if (known != null) {
                known.index().close();
            }
            return new Open(row.incarnation(), openOrRebuild(row));
        }).index();
    }

    private KnowledgeIndex openOrRebuild(KnowledgeBaseRow row) {
        Path place = folder.resolve(row.scope().project().value()).resolve(row.scope().knowledgeBase()).resolve(
                row.incarnation());
        try {
            KnowledgeIndex index = KnowledgeIndex.open(row.scope(), place);
            if (index.appliedLsn() <= row.lsn()) {
                return index;
            }
            log.warn("The index of {} is ahead of its log ({} after {}) and is built again", row.scope(),
                    index.appliedLsn(), row.lsn());
            index.close();
        } catch (UncheckedIOException e) {
            if (!isDamaged(e.getCause())) {
                throw e;
            }
            log.warn("The index of {} is damaged and is built again: {}", row.scope(), e.getMessage());
        }
        deleteFolder(place);
        return KnowledgeIndex.open(row.scope(), place);
    }

    private static boolean isDamaged(@Nullable Throwable cause) {
        return cause instanceof CorruptIndexException || cause instanceof IndexFormatTooOldException
                || cause instanceof IndexFormatTooNewException;
    }

    private static void deleteFolder(Path place) {
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the log's tail. One thread at a time for each index; the others find the work done. */
    private void catchUp(KnowledgeIndex index) {
        synchronized (index) {
            List<LoggedChange> tail = store.changesAfter(index.scope(), index.appliedLsn(), BATCH);
            while (!tail.isEmpty()) {
                index.apply(changes(index.scope(), tail));
                tail = store.changesAfter(index.scope(), index.appliedLsn(), BATCH);
            }
        }
    }

    private List<IndexChange> changes(Scope scope, List<LoggedChange> tail) {
        List<String> put = tail.stream().filter(change -> !change.deletion()).map(LoggedChange::documentId).toList();
        Map<String, Revision> revisions = new HashMap<>();
        store.newest(scope, put).forEach(revision -> revisions.put(revision.documentId(), revision));
        return tail.stream().flatMap(change -> {
            Revision revision = revisions.get(change.documentId());
            if (change.deletion()) {
                return Stream.<IndexChange>of(new IndexChange.Delete(change.lsn(), change.documentId()));
            }
            if (revision == null || revision.lsn() != change.lsn()) {
                return Stream.of(); // changed again since the tail was read; that change comes with the next tail
            }
            return Stream.of(new IndexChange.Put(change.lsn(),
                    new IndexedDocument(revision.documentId(), revision.number(), revision.title(),
                            texts.get(scope, revision.place()), revision.state(), revision.facts())));
        }).toList();
    }
}

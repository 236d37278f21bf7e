package io.attune.retrieval.knowledge;

import java.util.List;
import java.util.Optional;

import io.attune.index.KnowledgeIndex;
import io.attune.index.Scope;
import io.attune.kernel.ProjectId;
import io.attune.retrieval.Feed;
import io.attune.retrieval.KnowledgeBaseStatus;
import io.attune.retrieval.KnowledgeBases;
import io.attune.retrieval.SyncListener;
import io.attune.retrieval.SyncResult;
import io.attune.retrieval.documents.DocumentStore;
import io.attune.retrieval.documents.DocumentWriter;
import io.attune.retrieval.documents.Draft;
import io.attune.retrieval.documents.KnowledgeBaseRow;
import io.attune.retrieval.documents.Provenance;
import io.attune.retrieval.documents.Written;
import io.attune.retrieval.feed.SpringMetadataSync;
import io.attune.retrieval.indexing.Embeddings;
import io.attune.retrieval.indexing.Indexes;
import org.springframework.stereotype.Service;

/** Writes to the log, then brings this process's index up to it before the call returns. */
@Service
public class Knowledge implements KnowledgeBases {
    private final DocumentStore store;
    private final DocumentWriter writer;
    private final Indexes indexes;
    private final Embeddings embeddings;
    private final SpringMetadataSync springMetadata;

    Knowledge(DocumentStore store, DocumentWriter writer, Indexes indexes, Embeddings embeddings,
            SpringMetadataSync springMetadata) {
        this.store = store;
        this.writer = writer;
        this.indexes = indexes;
        this.embeddings = embeddings;
        this.springMetadata = springMetadata;
    }

    @Override
    public KnowledgeBaseStatus ensure(ProjectId project, String name) {
        Scope scope = new Scope(project, name);
        writer.ensure(scope);
        return status(project, name).orElseThrow(() -> DocumentWriter.unknown(scope));
    }

    @Override
    public Optional<KnowledgeBaseStatus> status(ProjectId project, String name) {
        return store.knowledgeBase(new Scope(project, name)).map(this::status);
    }

    @Override
    public List<KnowledgeBaseStatus> list(ProjectId project) {
        return store.knowledgeBases(project).stream().map(this::status).toList();
    }

    @Override
    public SyncResult sync(ProjectId project, String name, Feed feed, SyncListener progress) {
        Scope scope = new Scope(project, name);
        SyncResult result = switch (feed) {
            case Feed.SpringMetadata metadata -> springMetadata.sync(scope, metadata, progress);
        };
        show(scope);
        return result;
    }

    /** Writes documents and makes them answerable. */
    public Written write(Scope scope, List<Draft> drafts, Provenance provenance) {
        Written written = writer.write(scope, drafts, provenance);
        show(scope);
        return written;
    }

    /** Deletes a document and takes it out of every answer. */
    public long delete(Scope scope, String documentId) {
        long lsn = writer.delete(scope, documentId);
        show(scope);
        return lsn;
    }

    private void show(Scope scope) {
        indexes.current(scope);
        embeddings.wake();
    }

    private KnowledgeBaseStatus status(KnowledgeBaseRow row) {
        KnowledgeIndex index = indexes.current(row.scope());
        return new KnowledgeBaseStatus(row.scope().knowledgeBase(), store.documents(row.scope()), row.lsn(),
                index.appliedLsn(), index.vectorsPending(), row.version(), row.changedAt());
    }
}

package io.attune.retrieval.feed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

import io.attune.index.DocumentState;
import io.attune.index.Scope;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.metadata.ConfigurationProperty;
import io.attune.kernel.metadata.SpringMetadata;
import io.attune.retrieval.Feed;
import io.attune.retrieval.RetrievalProperties;
import io.attune.retrieval.SyncListener;
import io.attune.retrieval.SyncResult;
import io.attune.retrieval.documents.DocumentHead;
import io.attune.retrieval.documents.DocumentStore;
import io.attune.retrieval.documents.DocumentWriter;
import io.attune.retrieval.documents.Draft;
import io.attune.retrieval.documents.KnowledgeBaseRow;
import io.attune.retrieval.documents.Provenance;
import io.attune.retrieval.documents.Written;
import io.attune.retrieval.documents.Written.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Brings a knowledge base in line with the configuration metadata of a set of jars. Documents are written in chunks, each
 * a transaction of its own, and what is said already is not written again, so a sync that was killed is simply done
 * again.
 */
@Component
public class SpringMetadataSync {
    private static final int CHUNK = 500;

    private final DocumentStore store;
    private final DocumentWriter writer;
    private final RetrievalProperties.Sources sources;

    SpringMetadataSync(DocumentStore store, DocumentWriter writer, RetrievalProperties.Sources sources) {
        this.store = store;
        this.writer = writer;
        this.sources = sources;
    }

    /**
     * Syncs.
     *
     * @throws PlatformException when there is no such knowledge base or a jar cannot be read; all such jars are named
     */
    public SyncResult sync(Scope scope, Feed.SpringMetadata feed, SyncListener progress) {
        SpringMetadata metadata = SpringMetadata.ofJars(jars(feed.artifacts(), feed.version()));
        KnowledgeBaseRow base = store.knowledgeBase(scope).orElseThrow(() -> DocumentWriter.unknown(scope));
        String source = "spring-metadata:" + String.join(",", new TreeSet<>(feed.artifacts()));
        Map<String, DocumentHead> before = new TreeMap<>();
        store.headsOf(scope, source).forEach(head -> before.put(head.id(), head));
        List<Draft> drafts = drafts(metadata, feed, base, before);

        Tally tally = new Tally();
        progress.progress(0, drafts.size());
        for (int from = 0; from < drafts.size(); from += CHUNK) {
            List<Draft> chunk = drafts.subList(from, Math.min(drafts.size(), from + CHUNK));
            Written written = writer.write(scope, chunk, new Provenance(source, feed.version()));
            writer.confirm(scope, chunk.stream().map(Draft::id).toList(), feed.version());
            tally.add(chunk, written, before);
            progress.progress(from + chunk.size(), drafts.size());
        }
        writer.setVersion(scope, feed.version());
        return tally.result(base.lsn(), feed.version());
    }

    private List<Draft> drafts(SpringMetadata metadata, Feed.SpringMetadata feed, KnowledgeBaseRow base,
            Map<String, DocumentHead> before) {
        Optional<SpringMetadata> earlier = earlier(feed, base.version());
        List<Draft> drafts = new ArrayList<>();
        for (ConfigurationProperty property : metadata.properties()) {
            DocumentHead head = before.get(property.name());
            if (property.isRemoved() && head != null) {
                gone(head, base, feed.version(), earlier, property).ifPresent(drafts::add);
            } else {
                drafts.add(PropertyPages.of(property));
            }
        }
        for (DocumentHead head : before.values()) {
            if (metadata.find(head.id()).isEmpty()) {
                gone(head, base, feed.version(), earlier, null).ifPresent(drafts::add);
            }
        }
        return drafts;
    }

    /** The page of a property that was alive; one that was gone already stays as it is. */
    private static Optional<Draft> gone(DocumentHead head, KnowledgeBaseRow base, String now,
            Optional<SpringMetadata> earlier, @Nullable ConfigurationProperty listed) {
        if (head.state() == DocumentState.REMOVED) {
            return Optional.empty();
        }
        String version = head.confirmedVersion() == null ? base.version() : head.confirmedVersion();
        String before = version == null ? "an earlier version" : version;
        ConfigurationProperty old = earlier.flatMap(metadata -> metadata.find(head.id())).orElse(null);
        return Optional.of(PropertyPages.removed(head.id(), before, now, old, listed));
    }

    /** What the version said that the knowledge base is at, when its jars are still there. */
    private Optional<SpringMetadata> earlier(Feed.SpringMetadata feed, @Nullable String version) {
        if (version == null || version.equals(feed.version())) {
            return Optional.empty();
        }
        List<Path> jars = jars(feed.artifacts(), version).stream().filter(Files::isRegularFile).toList();
        return jars.isEmpty() ? Optional.empty() : Optional.of(SpringMetadata.ofJars(jars));
    }

    private List<Path> jars(List<String> artifacts, String version) {
        Path folder = sources.jars();
        if (folder == null) {
            throw new PlatformException(ErrorCode.INVALID_INPUT, "No folder of jars is configured",
                    "Set attune.sources.jars to the folder that holds " + artifacts.getFirst() + "-" + version
                            + ".jar.");
        }
        return artifacts.stream().map(artifact -> folder.resolve(artifact + "-" + version + ".jar")).toList();
    }

    /** Counts what became of the documents. */
    private static final class Tally {
        private int added;
        private int changed;
        private int removed;
        private int unchanged;
        private long lsn;

        void add(List<Draft> drafts, Written written, Map<String, DocumentHead> before) {
            lsn = written.lsn();
            for (int i = 0; i < drafts.size(); i++) {
                Outcome outcome = written.documents().get(i).outcome();
                boolean known = before.containsKey(drafts.get(i).id());
                switch (outcome) {
                    case UNCHANGED -> unchanged++;
                    case ADDED -> added++;
                    case CHANGED -> {
                        if (known && drafts.get(i).state() == DocumentState.REMOVED) {
                            removed++;
                        } else {
                            changed++;
                        }
                    }
                }
            }
        }

        SyncResult result(long lsnBefore, String version) {
            return new SyncResult(added, changed, removed, unchanged, Math.max(lsn, lsnBefore), version);
        }
    }
}

package io.attune.retrieval.indexing;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.attune.index.Embedder;
import io.attune.index.Embedding;
import io.attune.index.KnowledgeIndex;
import io.attune.index.MiniLmEmbedder;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.retrieval.RetrievalProperties;
import io.attune.retrieval.documents.DocumentStore;
import io.attune.retrieval.documents.KnowledgeBaseRow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The embedding model, and the thread that gives vectors to passages that have none yet and writes the indexes to disk.
 * Where the model cannot be loaded, text and exact lookup go on without it.
 */
@Component
public class Embeddings implements SmartLifecycle {
    /** The model is not loaded, or not yet. */
    public static final ErrorCode UNAVAILABLE = new ErrorCode("embeddings-unavailable", ErrorKind.UNAVAILABLE);
    /** The server's settings leave vectors out. */
    public static final ErrorCode OFF = new ErrorCode("embeddings-off", ErrorKind.REFUSED);

    private static final Logger log = LoggerFactory.getLogger(Embeddings.class);
    private static final int BATCH = 64;
    private static final long LOOK_AGAIN_SECONDS = 30;

    private final Indexes indexes;
    private final DocumentStore store;
    private final int threads;
    private final Semaphore work = new Semaphore(0);
    private volatile @Nullable Embedder embedder;
    private volatile boolean running;
    private @Nullable Thread thread;

    Embeddings(Indexes indexes, DocumentStore store, RetrievalProperties settings) {
        this.indexes = indexes;
        this.store = store;
        this.threads = settings.embeddingThreads();
    }

    /** A question's vector; empty while the model is not loaded. */
    public Optional<Embedding> ofQuestion(String question) {
        Embedder ready = embedder;
        return ready == null ? Optional.empty() : Optional.of(ready.embed(question));
    }

    /**
     * The model.
     *
     * @throws PlatformException with {@link #UNAVAILABLE} while it is not loaded, with {@link #OFF} where it never is
     */
    public Embedder model() {
        Embedder ready = embedder;
        if (ready == null) {
            throw threads == 0
                    ? new PlatformException(OFF, "This server embeds nothing: attune.retrieval.embedding-threads"
                            + " is 0", "Set it to 1 or more and start the server again.")
                    : new PlatformException(UNAVAILABLE, "The embedding model is not loaded yet",
                            "It loads within seconds of the start; look into the log when it does not.");
        }
        return ready;
    }

    /** Says that something changed. */
    public void wake() {
        work.release();
    }

    @Override
    public synchronized void start() {
        running = true;
        thread = Thread.ofPlatform().name("embeddings").daemon().start(this::run);
    }

    @Override
    public synchronized void stop() {
        running = false;
        work.release();
        Thread ending = thread;
        if (ending != null) {
            try {
                ending.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        try (ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, threads),
                Thread.ofPlatform().name("embedding-", 0).daemon().factory())) {
            openAll();
            load();
            while (running) {
                pass(pool);
                if (running && work.tryAcquire(LOOK_AGAIN_SECONDS, TimeUnit.SECONDS)) {
                    work.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (embedder instanceof MiniLmEmbedder model) {
                embedder = null;
                model.close();
            }
        }
    }

    private void load() {
        if (threads == 0) {
            return;
        }
        try {
            embedder = MiniLmEmbedder.load();
        } catch (PlatformException e) {
            log.warn("{} {}", e.message(), e.nextStep());
        }
    }

    /** Brings every index up to its log, so that the first question finds it so. */
    private void openAll() {
        try {
            for (KnowledgeBaseRow row : store.allKnowledgeBases()) {
                if (running) {
                    indexes.current(row.scope());
                }
            }
        } catch (RuntimeException e) {
            log.warn("Not every index could be opened yet: {}", e.getMessage());
        }
    }

    /** One batch for each index in turn, so that a small change does not wait for a large one elsewhere. */
    private void pass(ExecutorService pool) {
        boolean more = true;
        while (running && more) {
            more = false;
            for (KnowledgeIndex index : indexes.open()) {
                more |= running && attach(index, pool) > 0;
            }
        }
    }

    private int attach(KnowledgeIndex index, ExecutorService pool) {
        try {
            Embedder ready = embedder;
            int attached = ready == null ? 0 : index.attachVectors(ready, BATCH, pool);
            if (attached < BATCH) {
                index.commit();
            }
            return attached;
        } catch (RuntimeException e) {
            log.warn("The vectors of {} are tried again later: {}", index.scope(), e.getMessage());
            return 0;
        }
    }
}

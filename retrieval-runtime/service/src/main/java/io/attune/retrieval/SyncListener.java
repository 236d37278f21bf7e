package io.attune.retrieval;

/** Hears how far a sync is. */
@FunctionalInterface
public interface SyncListener {
    /** Hears nothing. */
    SyncListener NONE = (done, total) -> {};

    /** Called now and then from the syncing thread; {@code done} never falls and ends at {@code total}. */
    void progress(long done, long total);
}

package io.attune.orchestrator.notify;

/** Tells what happened to whoever was named for it. Thread-safe. */
public interface Notices {
    /** How events for lineage stores begin; only targets of the kind {@code openlineage} take them, and no others. */
    String LINEAGE = "lineage.";
    /** The key under which such a notice's data holds the event as JSON. */
    String LINEAGE_BODY = "event";

    /** Keeps it for delivery, within the caller's transaction. The same occasion again does nothing. */
    void tell(Notice notice);
}

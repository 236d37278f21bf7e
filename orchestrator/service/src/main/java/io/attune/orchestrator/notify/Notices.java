package io.attune.orchestrator.notify;

/** Tells what happened to whoever was named for it. Thread-safe. */
public interface Notices {

    /** Keeps it for delivery, within the caller's transaction. The same occasion again does nothing. */
    void tell(Notice notice);
}

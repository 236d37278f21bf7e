package io.attune.cli.processes;

/** Hears what is being waited for while processes start. */
@FunctionalInterface
public interface Watcher {
    /** Hears nothing. */
    Watcher SILENT = (what, done, total) -> {};

    /**
     * Something is being waited for.
     *
     * @param what one short sentence
     * @param done units finished
     * @param total units in all, 0 when not known
     */
    void waiting(String what, long done, long total);
}

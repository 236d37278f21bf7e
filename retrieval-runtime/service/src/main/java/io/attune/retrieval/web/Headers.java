package io.attune.retrieval.web;

/** Headers that tell where in a knowledge base's log a write or a read stands. */
final class Headers {
    /** On writes: the number of the change. */
    static final String INDEX_LSN = "X-Index-Lsn";
    /** On reads: the last change that the answer takes into account. */
    static final String MAX_INDEXED_LSN = "X-Max-Indexed-Lsn";

    private Headers() {}
}

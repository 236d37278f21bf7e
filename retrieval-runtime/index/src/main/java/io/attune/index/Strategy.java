package io.attune.index;

/** A way of finding a passage. */
public enum Strategy {
    /** A fact's key stands in the question. */
    EXACT,
    /** BM25 over title and text. */
    LEXICAL,
    /** Nearness of the embeddings. */
    DENSE
}

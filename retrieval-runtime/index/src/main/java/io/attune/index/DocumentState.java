package io.attune.index;

/** Whether what a document describes still is. */
public enum DocumentState {
    /** The document describes something that is. */
    ACTIVE,
    /** The document says that something was and is no more. */
    REMOVED
}

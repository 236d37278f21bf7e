package io.attune.pipeline.decide;

/** How a person's decision told on a record. */
public enum Told {
    /** It was applied. */
    APPLIED,
    /** It was applied, and the record stays whatever steps of taste or statistics say. */
    KEPT_ANYWAY
}

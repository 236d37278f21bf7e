package io.attune.registry;

/** What a charge paid for. */
public enum ChargeKind {
    TRAINING,
    INFERENCE,
    HOSTING,
    STORAGE,
    /** A model that judges answers. */
    GRADER
}

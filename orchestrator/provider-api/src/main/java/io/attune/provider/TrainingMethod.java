package io.attune.provider;

/** How a model is tuned. */
public enum TrainingMethod {
    /** On examples of the wanted answers. */
    SUPERVISED
}

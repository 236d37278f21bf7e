package io.attune.pipeline.plan;

/** A form of question about a configuration property. */
public enum QuestionKind {
    /** From the key to what it does. */
    WHAT_DOES_IT_DO,
    /** From what it does to the key. */
    WHICH_PROPERTY,
    /** From the key to the type of its value. */
    WHAT_TYPE,
    /** From the key to its default; such answers go stale when the library changes. */
    WHAT_DEFAULT
}

package io.attune.pipeline.redact;

/** What happens to what is found. */
public enum Action {
    /** A typed placeholder such as {@code [EMAIL]} stands in its place. */
    REDACT,
    /**
     * Something of the same form that is never valid stands in its place; the same value is replaced by the same within a
     * dataset. Where no invalid form exists it is what {@link #HASH} gives.
     */
    REPLACE,
    /** A placeholder with a keyed hash such as {@code [EMAIL:3f9a12c07bd4]} stands in its place. */
    HASH,
    /** The example does not reach the dataset. */
    DROP,
    /** The text stays; the example says how many of which class it has. */
    FLAG
}

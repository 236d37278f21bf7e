package io.attune.pipeline.plan;

/** What a line that cannot be used means for the build. */
public enum OnBadLine {
    /** The build stops and lists the bad lines. */
    STOP,
    /** The line is left out and stands in the drop ledger. */
    DROP
}

package io.attune.pipeline.plan;

/** What a source says about personal data in it. */
public enum PersonalData {
    /** There is none. */
    NONE,
    /** It was removed before. */
    REDACTED,
    /** It may be there. */
    PRESENT,
    /** Nobody has said; uploading is blocked until somebody does. */
    UNKNOWN
}

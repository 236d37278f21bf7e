package io.attune.retrieval.documents;

/**
 * Where a document comes from.
 *
 * @param source the feed that keeps it, or empty when a caller wrote it; a document keeps the feed it once had
 * @param version the source's version that says so, or empty
 */
public record Provenance(String source, String version) {
    /** Written by a caller. */
    public static final Provenance CALLER = new Provenance("", "");
}

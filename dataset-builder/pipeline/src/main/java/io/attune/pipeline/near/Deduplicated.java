package io.attune.pipeline.near;

/**
 * The result of a deduplication.
 *
 * @param clusters all that chains of pairs connect, those that go included
 * @param removed those that go, each with the record that stays in its place
 */
public record Deduplicated(Clusters clusters, Twins removed) {
}

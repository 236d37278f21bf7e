package io.attune.registry;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * That a dataset version's examples were destroyed because data in it was withdrawn. Its digest and counts stay.
 *
 * @param reason for people
 * @param by who ordered it
 * @param successor the version with what remained, or null when nothing did
 */
public record DatasetWithdrawal(Instant at, String reason, String by, @Nullable VersionRef successor) {
}

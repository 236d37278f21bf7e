package io.attune.pipeline.plan;

import org.jspecify.annotations.Nullable;

/**
 * On what terms a source's data may be used. What is null was not stated.
 *
 * @param license an SPDX identifier or the organisation's own word
 * @param owner who answers for the data, such as a team
 * @param purpose what it was collected for
 * @param legalBasis why it may be processed, such as {@code contract} or {@code consent}
 * @param retention how long it may be kept, such as {@code 24 months}
 */
public record Terms(String license, PersonalData personalData, @Nullable String owner, @Nullable String purpose,
        @Nullable String legalBasis, @Nullable String retention) {

    /** What every source has to state, and nothing more. */
    public Terms(String license, PersonalData personalData) {
        this(license, personalData, null, null, null, null);
    }
}

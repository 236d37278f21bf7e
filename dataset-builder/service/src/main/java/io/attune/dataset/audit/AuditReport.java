package io.attune.dataset.audit;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What people's judgements say about a version.
 *
 * @param version such as {@code support@3}
 * @param by whose import it followed from
 * @param examples how many the version has
 * @param judged how many of them people judged
 * @param personalData the share that holds personal data, as people see it; null where nobody judged it
 * @param labelError the share whose answer is wrong; null where nobody judged it
 * @param machine what the detectors found in the examples that people judged: no judgement, an estimate of a machine
 * @param strata by source and split
 */
public record AuditReport(String version, Instant at, String by, long examples, long judged,
        @Nullable Estimate personalData, @Nullable Estimate labelError, Machine machine, List<Stratum> strata) {
    public AuditReport {
        strata = List.copyOf(strata);
    }

    /**
     * A share of the version's examples.
     *
     * @param judged of how many it was judged
     * @param found in how many of those
     * @param share weighted by the strata's sizes
     * @param low end of the 95 % interval
     * @param high end of the 95 % interval
     * @param complete whether every stratum was judged; otherwise it speaks of those alone that were
     */
    public record Estimate(long judged, long found, double share, double low, double high, boolean complete) {}

    /** What the detectors alone would say. */
    public record Machine(@Nullable Estimate personalData) {}

    /** One source's part of one split; estimates are null where nobody judged. */
    public record Stratum(String source, String split, long examples, long judged, @Nullable Estimate personalData,
            @Nullable Estimate labelError) {}
}

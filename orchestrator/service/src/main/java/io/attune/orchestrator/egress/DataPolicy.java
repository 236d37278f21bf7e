package io.attune.orchestrator.egress;

import java.util.List;

/**
 * What a recipe says of its data.
 *
 * @param regions where copies may lie; empty for anywhere
 * @param providerCopies how long they may lie there
 */
public record DataPolicy(Classification classification, List<String> regions, CopyTerms providerCopies) {
    /** Where a recipe says nothing: internal, and copies are deleted when the run has ended. */
    public static final DataPolicy DEFAULT = new DataPolicy(Classification.INTERNAL, List.of(),
            new CopyTerms.DeleteAfterRun());

    public DataPolicy {
        regions = List.copyOf(regions);
    }
}

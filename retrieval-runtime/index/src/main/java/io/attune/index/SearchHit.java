package io.attune.index;

import java.util.Map;

/**
 * A passage that was found, and why.
 *
 * @param score the fused score; comparable within one result only
 * @param explain per strategy that found it, its rank from 1 and its own score
 * @param vectorPending whether its vector is still to come, so that only text could find it
 */
public record SearchHit(Passage passage, double score, Map<Strategy, Found> explain, boolean vectorPending) {
    public SearchHit {
        explain = Map.copyOf(explain);
    }

    /** How one strategy saw the passage. */
    public record Found(int rank, double score) {
    }
}

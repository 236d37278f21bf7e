package io.attune.index;

import java.util.List;

/**
 * What a search found.
 *
 * @param hits best first
 * @param indexedLsn the last change the result takes into account
 */
public record SearchResult(List<SearchHit> hits, long indexedLsn) {
    public SearchResult {
        hits = List.copyOf(hits);
    }
}

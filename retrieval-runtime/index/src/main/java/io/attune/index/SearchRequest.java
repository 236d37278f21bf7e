package io.attune.index;

import java.util.List;
import java.util.Optional;

/**
 * A question to the index.
 *
 * @param query the words
 * @param vector their embedding, of the same model as the index's vectors; empty searches text only
 * @param keys keys of facts that stand in the question; their documents are found by the exact strategy
 * @param limit the most hits, from 1 to {@link #LIMIT_MAX}
 */
public record SearchRequest(String query, Optional<Embedding> vector, List<String> keys, int limit, Fusion fusion) {
    public static final int LIMIT_MAX = 1_000;

    public SearchRequest {
        keys = List.copyOf(keys);
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("A search asks for 1 to " + LIMIT_MAX + " hits, not " + limit);
        }
    }

    /** Text only. */
    public static SearchRequest lexical(String query, int limit) {
        return new SearchRequest(query, Optional.empty(), List.of(), limit, Fusion.DEFAULT);
    }

    /** Text and vectors, fused as measured best. */
    public static SearchRequest hybrid(String query, Embedding vector, int limit) {
        return new SearchRequest(query, Optional.of(vector), List.of(), limit, Fusion.DEFAULT);
    }
}

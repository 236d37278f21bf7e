package io.attune.pipeline.decide;

import java.time.Instant;

import io.attune.kernel.Digest;

/**
 * One person's decision about one record. Immutable; a change of mind is another decision.
 *
 * @param source the source's name in the recipe
 * @param key the record's key in it
 * @param content what the person saw: {@link io.attune.pipeline.Example#contentDigest()} of the record as it was read
 * @param author who decided
 * @param comment why, for people; empty when nothing was said
 */
public record Decision(String source, String key, Digest content, Ruling ruling, String author, Instant at,
        String comment) {

    /** The record it is about. */
    public String record() {
        return source + "/" + key;
    }
}

package io.attune.pipeline;

import io.attune.kernel.Digest;

/**
 * An example as it stands in a dataset version.
 *
 * @param id the example's identity
 * @param split the part it is in
 * @param tokens its length as the version's tokenizer counts a conversation
 */
public record CuratedExample(Digest id, Example example, Split split, int tokens) {
}

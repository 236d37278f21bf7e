package io.attune.pipeline.step;

import java.util.List;

import io.attune.pipeline.CuratedExample;

/**
 * A version of another dataset that steps hold this one's records against.
 *
 * @param version such as {@code support@3}
 * @param examples of all its splits, sorted by id
 */
public record OtherDataset(String version, List<CuratedExample> examples) {
    public OtherDataset {
        examples = List.copyOf(examples);
    }
}

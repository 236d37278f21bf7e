package io.attune.pipeline.curate;

import java.util.List;

import io.attune.kernel.Digest;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Funnel;

/**
 * The result of a curation.
 *
 * @param examples sorted by id
 * @param drops in the dataset's order: by source, then key
 * @param root of the Merkle tree over (id, split): equal when the examples and their splits are
 */
public record Curated(List<CuratedExample> examples, Funnel funnel, List<Drop> drops, Digest root) {
    public Curated {
        examples = List.copyOf(examples);
        drops = List.copyOf(drops);
    }
}

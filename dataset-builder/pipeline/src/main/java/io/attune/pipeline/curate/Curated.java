package io.attune.pipeline.curate;

import java.util.List;
import java.util.Map;

import io.attune.kernel.Digest;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Funnel;
import io.attune.pipeline.decide.Decision;

/**
 * The result of a curation.
 *
 * @param examples sorted by id
 * @param drops in the dataset's order: by source, then key
 * @param root of the Merkle tree over (id, split): equal when the examples and their splits are
 * @param changedBy the steps that changed a record's words, by {@code source/key}; records that no step changed are not
 *     in it
 * @param readAs the content digest as it was read of each record that was changed or dropped, by {@code source/key}
 * @param stale decisions that were not applied, because their record says something else by now or is gone
 */
public record Curated(List<CuratedExample> examples, Funnel funnel, List<Drop> drops, Digest root,
        Map<String, List<String>> changedBy, Map<String, Digest> readAs, List<Decision> stale) {
    public Curated {
        examples = List.copyOf(examples);
        drops = List.copyOf(drops);
        changedBy = Map.copyOf(changedBy);
        readAs = Map.copyOf(readAs);
        stale = List.copyOf(stale);
    }
}

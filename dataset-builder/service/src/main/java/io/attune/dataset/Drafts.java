package io.attune.dataset;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

import io.attune.kernel.ProjectId;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Funnel;
import io.attune.pipeline.Split;
import io.attune.pipeline.curate.StepTime;

/**
 * Curates a sample, to see what a recipe does before it is run. A draft is an answer and nothing else: it has no version,
 * stands in no list, and nobody can train on it. Only what its
 * sources copied from elsewhere stays, for the build that follows. Thread-safe.
 */
public interface Drafts {

    /**
     * Curates a sample while the caller waits. Equal inputs give an equal sample: of each source the records whose keys
     * have the smallest digests, at least one.
     *
     * @param files beside the recipe
     * @param sample how many records, about; at least 1
     * @throws io.attune.kernel.InvalidInputException when an input is missing or nothing is left
     */
    Draft make(ProjectId project, RecipePlans.Planned planned, SentFiles files, int sample);

    /**
     * What a recipe does to a sample.
     *
     * @param sources how many records each source has, and how many were taken
     * @param drops what was dropped or merged, the most frequent reason first
     * @param examples some that were kept
     */
    record Draft(String dataset, SortedMap<String, Taken> sources, Funnel funnel,
            Map<Split, DatasetVersion.SplitCount> splits, List<Dropped> drops, List<CuratedExample> examples,
            List<StepTime> times) {}

    /** How much of a source is in the sample. */
    record Taken(long records, long sampled) {}

    /**
     * What one step removed for one reason.
     *
     * @param examples the first three
     */
    record Dropped(String step, String reason, long count, List<Drop> examples) {}
}

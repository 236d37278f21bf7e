package io.attune.dataset;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.attune.kernel.Digest;
import io.attune.pipeline.Funnel;
import io.attune.pipeline.Split;
import io.attune.pipeline.curate.DatasetIdentity;
import io.attune.pipeline.curate.InputDigest;
import io.attune.pipeline.curate.Leakage;
import io.attune.pipeline.curate.StepTime;
import org.jspecify.annotations.Nullable;

/**
 * A dataset version: immutable.
 *
 * @param createdAt when it was first made
 * @param splits every split, also an empty one
 * @param funnel what each step kept and dropped
 * @param drops how many entries the drop ledger has
 * @param inputs what was read
 * @param tokenizer by which tokens were counted
 * @param plan the digest of the recipe's curation part
 * @param steps the version of each step that ran
 * @param merkleRoot over (record id, split)
 * @param times what each step cost when the version was first built
 * @param leakage what of the held-out splits stands elsewhere in it, by similarity; null where it was not measured
 * @param withdrawn null while its examples are there
 */
public record DatasetVersion(DatasetVersionRef ref, Instant createdAt, Map<Split, SplitCount> splits, Funnel funnel,
        long drops, List<InputDigest> inputs, String tokenizer, Digest plan,
        List<DatasetIdentity.StepVersion> steps, Digest merkleRoot, List<StepTime> times,
        @Nullable Leakage leakage, @Nullable Withdrawn withdrawn) {
    public DatasetVersion {
        splits = Map.copyOf(splits);
        inputs = List.copyOf(inputs);
        steps = List.copyOf(steps);
        times = List.copyOf(times);
    }

    /**
     * That its examples were destroyed, because data in it was withdrawn.
     *
     * @param successor such as {@code support@4}, or null when nothing remained
     */
    public record Withdrawn(Instant at, String reason, @Nullable String successor) {}

    /** How large a split is; tokens as the version's tokenizer counts conversations. */
    public record SplitCount(long examples, long tokens) {}
}

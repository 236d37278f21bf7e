package io.attune.dataset.web;

import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.attune.dataset.DatasetVersion;
import io.attune.kernel.Digest;
import io.attune.pipeline.Split;
import io.attune.pipeline.StepCount;
import io.attune.pipeline.curate.InputDigest;
import io.attune.pipeline.curate.Leakage;
import io.attune.pipeline.curate.StepTime;
import org.jspecify.annotations.Nullable;

/** The shapes that answers have. */
final class DatasetViews {
    private DatasetViews() {}

    /** A version in a list. */
    record Summary(String name, int number, Digest digest, Instant createdAt, long examples, long tokens,
            DatasetVersion.@Nullable Withdrawn withdrawn) {
        static Summary of(DatasetVersion version) {
            return new Summary(version.ref().name(), version.ref().number(), version.ref().digest(),
                    version.createdAt(), version.splits().values().stream().mapToLong(
                            DatasetVersion.SplitCount::examples).sum(),
                    version.splits().values().stream().mapToLong(DatasetVersion.SplitCount::tokens).sum(),
                    version.withdrawn());
        }
    }

    /** A dataset with its versions, newest first. */
    record Dataset(String name, List<Summary> versions) {}

    /** A version with everything but its examples. */
    record Version(String name, int number, Digest digest, Instant createdAt,
            Map<String, DatasetVersion.SplitCount> splits, List<StepCount> funnel, long drops,
            List<InputDigest> inputs, String tokenizer, Digest plan, Map<String, String> steps, Digest merkleRoot,
            List<Time> times, @Nullable Leakage leakage, DatasetVersion.@Nullable Withdrawn withdrawn) {
        static Version of(DatasetVersion version) {
            Map<String, DatasetVersion.SplitCount> splits = new LinkedHashMap<>();
            new EnumMap<Split, DatasetVersion.SplitCount>(version.splits()).forEach(
                    (split, count) -> splits.put(split.word(), count));
            Map<String, String> steps = new LinkedHashMap<>();
            version.steps().forEach(step -> steps.put(step.step(), step.version()));
            return new Version(version.ref().name(), version.ref().number(), version.ref().digest(),
                    version.createdAt(), splits, version.funnel().steps(), version.drops(), version.inputs(),
                    version.tokenizer(), version.plan(), steps, version.merkleRoot(), version.times().stream().map(
                            Time::of).toList(), version.leakage(), version.withdrawn());
        }
    }

    /**
     * What a step cost when the version was first built.
     *
     * @param seconds summed over the threads that worked at once
     */
    record Time(String step, long records, double seconds, long recordsPerSecond) {
        static Time of(StepTime time) {
            return new Time(time.step(), time.records(), time.nanos() / 1e9, Math.round(time.recordsPerSecond()));
        }
    }
}

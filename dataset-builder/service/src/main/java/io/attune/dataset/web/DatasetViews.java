package io.attune.dataset.web;

import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.attune.dataset.DatasetVersion;
import io.attune.kernel.Digest;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Example;
import io.attune.pipeline.Split;
import io.attune.pipeline.StepCount;
import io.attune.pipeline.curate.InputDigest;
import org.jspecify.annotations.Nullable;

/** The shapes that answers have. */
final class DatasetViews {
    private DatasetViews() {}

    /** A page of anything; the cursor is null on the last. */
    record Page<T>(List<T> items, @Nullable String nextCursor) {}

    /** A version in a list. */
    record Summary(String name, int number, Digest digest, Instant createdAt, long examples, long tokens) {
        static Summary of(DatasetVersion version) {
            return new Summary(version.ref().name(), version.ref().number(), version.ref().digest(),
                    version.createdAt(), version.splits().values().stream().mapToLong(
                            DatasetVersion.SplitCount::examples).sum(),
                    version.splits().values().stream().mapToLong(DatasetVersion.SplitCount::tokens).sum());
        }
    }

    /** A dataset with its versions, newest first. */
    record Dataset(String name, List<Summary> versions) {}

    /** A version with everything but its examples. */
    record Version(String name, int number, Digest digest, Instant createdAt,
            Map<String, DatasetVersion.SplitCount> splits, List<StepCount> funnel, long drops,
            List<InputDigest> inputs, String tokenizer, Digest plan, Map<String, String> steps, Digest merkleRoot) {
        static Version of(DatasetVersion version) {
            Map<String, DatasetVersion.SplitCount> splits = new LinkedHashMap<>();
            new EnumMap<Split, DatasetVersion.SplitCount>(version.splits()).forEach(
                    (split, count) -> splits.put(split.word(), count));
            Map<String, String> steps = new LinkedHashMap<>();
            version.steps().forEach(step -> steps.put(step.step(), step.version()));
            return new Version(version.ref().name(), version.ref().number(), version.ref().digest(),
                    version.createdAt(), splits, version.funnel().steps(), version.drops(), version.inputs(),
                    version.tokenizer(), version.plan(), steps, version.merkleRoot());
        }
    }

    /** An example as a person reads it. */
    record Preview(Digest id, String source, String key, String group, String license, String split, int tokens,
            List<Line> messages, Map<String, String> attributes) {
        static Preview of(CuratedExample curated) {
            Example example = curated.example();
            return new Preview(curated.id(), example.source(), example.key(), example.group(), example.license(),
                    curated.split().word(), curated.tokens(), example.messages().stream().map(
                            m -> new Line(m.role().word(), m.content())).toList(),
                    new TreeMap<>(example.attributes()));
        }
    }

    /** A message. */
    record Line(String role, String content) {}

    /** An entry of the drop ledger. */
    record Dropped(String source, String key, String step, String kind, String reason, String evidence,
            @Nullable String twin) {
        static Dropped of(Drop drop) {
            return new Dropped(drop.source(), drop.key(), drop.step(), drop.kind().word(), drop.reason(),
                    drop.evidence(), drop.twin());
        }
    }
}

package io.attune.dataset.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.dataset.DatasetVersion;
import io.attune.dataset.DatasetVersionRef;
import io.attune.kernel.Digest;
import io.attune.pipeline.Funnel;
import io.attune.pipeline.Split;
import io.attune.pipeline.curate.DatasetIdentity;
import io.attune.pipeline.curate.InputDigest;
import io.attune.pipeline.curate.Leakage;
import io.attune.pipeline.curate.StepTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * What stands in a version's {@code manifest.json}. Digest and identity name the content; when it was built and how it is
 * laid out stand beside them.
 *
 * @param plan the recipe's curation part, every default filled in
 * @param planDigest its digest
 * @param files of lines: the splits, the drop ledger and the outcomes
 * @param profile what it is made of
 * @param times what each step cost when it was built
 * @param origins of each input that was copied from elsewhere: its source, its place, and what was known of it
 * @param leakage what of the held-out splits stands elsewhere in it; null where it was not measured
 */
public record Manifest(String name, Digest digest, Instant createdAt, Map<Split, DatasetVersion.SplitCount> splits,
        Funnel funnel, List<InputDigest> inputs, String tokenizer, Map<String, Object> plan, Digest planDigest,
        List<DatasetIdentity.StepVersion> steps, long seed, Digest merkleRoot, List<LineFile> files, Profile profile,
        List<StepTime> times, List<Map<String, String>> origins, @Nullable Leakage leakage) {
    /** The ledger of what was dropped or merged, in the dataset's order. */
    public static final String DROPS = "drops.jsonl";
    /** A {@link Outcome} for every record of the sources, sorted by source and key. */
    public static final String OUTCOMES = "outcomes.jsonl";
    /** People's decisions that were not applied, because their record says something else by now or is gone. */
    public static final String STALE = "stale-decisions.jsonl";

    private static final JsonMapper MAPPER = JsonMapper.builder().addModule(
            new SimpleModule("digests").addSerializer(Digest.class, new DigestWriter()).addDeserializer(Digest.class,
                    new DigestReader())).enable(SerializationFeature.INDENT_OUTPUT).build();

    public Manifest {
        // what the first manifests did not have
        files = files == null ? List.of() : List.copyOf(files);
        profile = profile == null ? Profile.of(List.of()) : profile;
        times = times == null ? List.of() : List.copyOf(times);
        origins = origins == null ? List.of() : List.copyOf(origins);
    }

    /** The file of a split's canonical records, one and its tokens a line, sorted by id. */
    public static String records(Split split) {
        return split.word() + ".records.jsonl";
    }

    /** The file of a split in OpenAI's chat format, in the same order. */
    public static String chat(Split split) {
        return split.word() + ".jsonl";
    }

    /** A file by its name. */
    public Optional<LineFile> file(String file) {
        return files.stream().filter(f -> f.name().equals(file)).findFirst();
    }

    byte[] toJson() {
        return MAPPER.writeValueAsBytes(this);
    }

    static Manifest ofJson(byte[] json) {
        return MAPPER.readValue(json, Manifest.class);
    }

    /** What stays of a manifest whose files are destroyed: their digests and counts, and not where they lay. */
    Manifest tombstone() {
        return new Manifest(name, digest, createdAt, splits, funnel, inputs, tokenizer, plan, planDigest, steps, seed,
                merkleRoot, files.stream().map(f -> new LineFile(f.name(), f.lines(), f.bytes(), f.digest(),
                        List.of())).toList(), profile, times, origins, leakage);
    }

    boolean isTombstone() {
        return files.stream().allMatch(file -> file.shards().isEmpty());
    }

    DatasetVersion toVersion(DatasetVersionRef ref, DatasetVersion.@Nullable Withdrawn withdrawn) {
        return new DatasetVersion(ref, createdAt, splits, funnel, file(DROPS).map(LineFile::lines).orElse(0L), inputs,
                tokenizer, planDigest, steps, merkleRoot, times, leakage, withdrawn);
    }

    private static final class DigestWriter extends ValueSerializer<Digest> {
        @Override
        public void serialize(Digest value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.toString());
        }
    }

    private static final class DigestReader extends ValueDeserializer<Digest> {
        @Override
        public Digest deserialize(JsonParser in, DeserializationContext context) {
            return Digest.parse(in.getValueAsString(""));
        }
    }
}

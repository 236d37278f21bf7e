package io.attune.dataset.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.attune.dataset.DatasetVersion;
import io.attune.dataset.DatasetVersionRef;
import io.attune.kernel.Digest;
import io.attune.pipeline.Funnel;
import io.attune.pipeline.Split;
import io.attune.pipeline.curate.DatasetIdentity;
import io.attune.pipeline.curate.InputDigest;
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
 * @param shards in the order of splits and ids
 * @param drops the file of the drop ledger
 */
public record Manifest(String name, Digest digest, Instant createdAt, Map<Split, DatasetVersion.SplitCount> splits,
        Funnel funnel, List<InputDigest> inputs, String tokenizer, Map<String, Object> plan, Digest planDigest,
        List<DatasetIdentity.StepVersion> steps, long seed, Digest merkleRoot, List<Shard> shards, Ledger drops) {
    private static final JsonMapper MAPPER = JsonMapper.builder().addModule(
            new SimpleModule("digests").addSerializer(Digest.class, new DigestWriter()).addDeserializer(Digest.class,
                    new DigestReader())).enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * A file of examples, one canonical record and its tokens a line, compressed by zstd.
     *
     * @param file below the version's folder
     * @param sha256 of the compressed bytes
     */
    record Shard(Split split, String file, long examples, long bytes, Digest sha256) {}

    /** The drop ledger's file, one entry a line, compressed by zstd. */
    record Ledger(String file, long entries) {}

    byte[] toJson() {
        return MAPPER.writeValueAsBytes(this);
    }

    static Manifest ofJson(byte[] json) {
        return MAPPER.readValue(json, Manifest.class);
    }

    DatasetVersion toVersion(DatasetVersionRef ref) {
        return new DatasetVersion(ref, createdAt, splits, funnel, drops.entries(), inputs, tokenizer, planDigest, steps,
                merkleRoot);
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
